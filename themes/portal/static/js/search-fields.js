/* What a search field does once it is used, in the head of a page and on the page that searches. */

import { openIndex } from "./search-core.js";
import { attachBox } from "./search-box.js";
import { attachPage } from "./search-page.js";
import { readPhrases } from "./search-phrases.js";

const LONGEST_QUERY = 200;

let opened;

/** The index, opened once; after a failure the next search tries again. */
function index() {
  opened ??= openIndex(document.querySelector("meta[name=search-manifest]").content);
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

/** Search, and give the answer as the core makes it. */
async function ask(query, options) {
  return (await index()).search(query, options);
}

export function attach(form) {
  const phrases = readPhrases(document.querySelector("template[data-search-phrases]").content);
  const read = () => form.elements.q.value.slice(0, LONGEST_QUERY).trim();
  const attachTo = form.dataset.search === "page" ? attachPage : attachBox;
  attachTo({ form, field: form.elements.q, phrases, read, ask });
  index().catch(() => {});
}
