/* What a search field does once it is used, in the head of a page and on the page that searches. */

import { today } from "./days.js";
import { openIndex } from "./search-core.js";
import { readJson } from "./search-index.js";
import { attachBox } from "./search-box.js";
import { attachPage } from "./search-page.js";
import { readPhrases } from "./search-phrases.js";

const LONGEST_QUERY = 200;
const DAY_MS = 24 * 60 * 60 * 1000;

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
  const asked = { today: thisDay(), ...options };
  try {
    const index = await (opened ?? open());
    return await index.search(query, asked);
  } catch {
    const index = await open(true);
    return index.search(query, asked);
  }
}

/** The day where the portal is, as in 2026-06-14. */
function thisDay() {
  const { timeZone } = document.querySelector("template[data-search-phrases]").dataset;
  return new Date(today(timeZone) * DAY_MS).toISOString().slice(0, "2026-06-14".length);
}

export function attach(form) {
  const phrases = readPhrases(document.querySelector("template[data-search-phrases]"));
  const read = () => form.elements.q.value.slice(0, LONGEST_QUERY).trim();
  const attachTo = form.dataset.search === "page" ? attachPage : attachBox;
  attachTo({ form, field: form.elements.q, phrases, read, ask });
  if (!opened) open().catch(() => {});
}
