// What candidates get: `{manifest, queries}` in, for each query the results, or the error, and the
// pieces that were fetched for it alone.
import { openIndex } from "./search-core.js";
import { respond } from "./respond.mjs";
import { readFileSync } from "node:fs";

respond(async ({ manifest, queries, forgetful = true }) => {
  let fetched = [];
  const read = async (address) => {
    fetched.push(address.split("/").at(-1));
    return JSON.parse(readFileSync(new URL(address), "utf-8"));
  };
  let index = await openIndex(manifest, read);
  const answers = [];
  for (const { text, ...options } of queries) {
    if (forgetful) index = await openIndex(manifest, read);
    fetched = [];
    const start = performance.now();
    try {
      const found = await index.search(text, options);
      answers.push({ ...found, fetched, ms: performance.now() - start });
    } catch (error) {
      answers.push({ error: String(error), text });
    }
  }
  return answers;
});
