// Asks Pagefind, and fetches what a screen of ten results shows of each. Pages load this, and the rest with
// the first need, as those of the portal do.

let loaded;

async function load() {
  const pagefind = await import("./pagefind/pagefind.js");
  // A slow line can be had for the page's own requests only.
  if (new URLSearchParams(location.search).has("slow")) await pagefind.options({ noWorker: true });
  await pagefind.init();
  return pagefind;
}

export async function find(text, kind) {
  loaded ??= load();
  const filters = kind === "job" ? { kind } : { not: { kind: "job" } };
  const { results } = await (await loaded).search(text, { filters });
  const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return shown.map(({ url }) => url);
}
