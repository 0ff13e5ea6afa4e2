// entry
// The HTML of a frame with a list of jobs: writes the one that somebody chooses.

import { copy, phrase } from "./choices-page.js";

const form = document.querySelector("[data-frame-choice]");
const code = document.querySelector("[data-frame-code]");
const button = document.querySelector("[data-frame-copy]");
const list = form.querySelector("select");

form.hidden = false;
button.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
list.addEventListener("change", write);
button.addEventListener("click", () => copy(code.textContent, document.querySelector("[data-frame-said]")));

function write() {
  const shown = document.createElement("iframe");
  const title = phrase("frame-title", { list: list.selectedOptions[0].text });
  const attributes = { src: form.dataset.site + list.value, title, width: "100%", height: "600", loading: "lazy" };
  for (const [name, value] of Object.entries(attributes)) shown.setAttribute(name, value);
  code.textContent = shown.outerHTML;
}
