/* The code of the search, fetched when it is needed first. */

/**
 * Fetches what search fields do, `search-fields.js`.
 *
 * What that will ask for first is asked for now: on a slow line the second way there and back takes
 * longer than both files.
 */
export function loadFields() {
  const link = document.createElement("link");
  link.rel = "preload";
  link.as = "fetch";
  link.crossOrigin = "anonymous";
  link.href = document.querySelector("meta[name=search-manifest]").content;
  document.head.append(link);
  return import("./search-fields.js");
}
