// entry
// Choosing companies by several things at once. Nothing is fetched before somebody wants to.

import { holdsSelection } from "./choices-selection.js";

const facets = document.querySelector("[data-facets]");
const button = facets.querySelector("[data-facets-open]");

async function open() {
  const { openFacets } = await import("./choices-facets.js");
  return openFacets(facets);
}

facets.hidden = !facets.dataset.facets;
button.addEventListener("click", async () => {
  button.disabled = true;
  const form = await open();
  form?.querySelector("summary").focus();
});
if (holdsSelection(location.search)) open();
