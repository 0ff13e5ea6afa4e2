// Asks Pagefind, and fetches what a screen of ten results shows of each.

import { init, options, search } from "./pagefind/pagefind.js";

// A slow line can be had for the page's own requests only.
if (new URL(import.meta.url).searchParams.has("slow")) await options({ noWorker: true });
await init();

export async function find(text) {
  const { results } = await search(text);
  const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return shown.map(({ url }) => url);
}
