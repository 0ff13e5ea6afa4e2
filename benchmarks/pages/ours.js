// Asks the portal's search, as its search page does; the benchmark bundles it with the core.

import { openIndex } from "../../themes/portal/static/js/search-core.js";

const manifest = document.querySelector("meta[name=search-manifest]").content;
const index = openIndex(manifest);

export async function find(text) {
  const { results } = await (await index).search(text);
  return results.map(({ address }) => address);
}
