// entry
// Keep buttons on every page, and the shortlist's own page.

import { keepButton, showKept, toggleKept } from "./choices-kept.js";

const bar = document.querySelector("[data-kept-bar]");

for (const card of document.querySelectorAll(".company-card")) {
  const link = card.querySelector(".company-card-name a");
  // Every company's address ends in its slug.
  const slug = link.pathname.split("/").at(-2);
  card.append(keepButton(slug, link.textContent, bar.dataset.keepText));
}
showKept();

// One listener serves the buttons that later scripts make as well. It comes first, so that what
// listens further up the page finds the list as it is now.
document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.("[data-keep]");
    if (button) toggleKept(button.dataset.keep);
  },
  { capture: true },
);

const page = document.querySelector("[data-kept]");
if (page) {
  const { showShortlist } = await import("./choices-table.js");
  showShortlist(page);
}
