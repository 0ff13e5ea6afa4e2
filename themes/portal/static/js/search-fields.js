/* What a search field does once it is used, in the head of a page and on the page that searches. */

import { openIndex } from "./search-core.js";
import { readJson } from "./search-index.js";
import { attachBox } from "./search-box.js";
import { attachPage } from "./search-page.js";
import { readPhrases } from "./search-phrases.js";

const LONGEST_QUERY = 200;

let opened;

/** Opens the index; `fresh` asks the server for it even where the browser kept one. */
function open(fresh) {
  const { content } = document.querySelector("meta[name=search-manifest]");
  const cache = fresh ? "reload" : "default";
  opened = openIndex(new URL(content, location.href).href, (address) => readJson(address, { cache }));
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

/**
 * Search, and give the answer as the core makes it.
 *
 * A page may have stayed open while the portal was published anew, and the pieces that it knows of
 * may be gone: then the index is opened once more.
 */
export async function ask(query, options) {
  try {
    const index = await (opened ?? open());
    return await index.search(query, options);
  } catch {
    const index = await open(true);
    return index.search(query, options);
  }
}

export function attach(form) {
  const phrases = readPhrases(document.querySelector("template[data-search-phrases]").content);
  const read = () => form.elements.q.value.slice(0, LONGEST_QUERY).trim();
  const attachTo = form.dataset.search === "page" ? attachPage : attachBox;
  attachTo({ form, field: form.elements.q, phrases, read, ask });
  if (!opened) open().catch(() => {});
}
