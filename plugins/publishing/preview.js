// Shows what the preview server tells: faults in a box over the page, and every good build.
const shown = document.currentScript.dataset.build;
const box = document.createElement("pre");
box.setAttribute("role", "alert");
// The site's own rules on content forbid style attributes, not this.
box.style.cssText =
  "position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:60vh;overflow:auto;margin:0;" +
  "padding:1rem;border-top:4px solid #b00020;background:#fff;color:#1a1a1a;" +
  "font:14px/1.5 monospace;white-space:pre-wrap;text-align:start";

new EventSource("/.preview/events").onmessage = ({ data }) => {
  const { build, faults } = JSON.parse(data);
  if (build !== shown) {
    location.reload();
    return;
  }
  box.textContent = faults;
  if (faults) document.body.append(box);
  else box.remove();
};
