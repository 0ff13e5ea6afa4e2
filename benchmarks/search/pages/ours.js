// Asks the portal's search by way of all that its pages load for it; the benchmark bundles that as they do.

import { loadFields } from "../../../themes/portal/static/js/search-load.js";

export async function find(text) {
  const { ask } = await loadFields();
  const { results } = await ask(text, { limit: 10 });
  return results.map(({ address }) => address);
}
