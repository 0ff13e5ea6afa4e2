// Asks the portal's search by way of all that its pages load for it; the benchmark bundles that as they do.

import { loadFields } from "../../../themes/portal/static/js/search-load.js";

const JOBS = 3; // as the page that searches shows beside everything else

export async function find(text, kind) {
  const { ask } = await loadFields();
  const { results } = await ask(text, { limit: 10, jobs: JOBS, kind, today: "" });
  return results.map(({ address }) => address);
}
