// entry
// Choosing companies or jobs by several things at once. Nothing is fetched before somebody wants to.

import { COMPANIES, holdsSelection, JOBS } from "./choices-selection.js";

const facets = document.querySelector("[data-facets]");
const button = facets.querySelector("[data-facets-open]");

const isOfJobs = "jobs" in facets.dataset;

async function open() {
  if (isOfJobs) {
    const { openJobFacets } = await import("./choices-job-facets.js");
    return openJobFacets(facets);
  }
  const { openCompanyFacets } = await import("./choices-company-facets.js");
  return openCompanyFacets(facets);
}

facets.hidden = !facets.dataset.facets;
button.addEventListener("click", async () => {
  button.disabled = true;
  const opened = await open();
  opened?.form.focus();
});
if (holdsSelection(location.search, isOfJobs ? JOBS : COMPANIES)) open();
