// The first request after the manifest's fails: `{manifest, text}` in, what both searches say out.
import { openIndex } from "./search-core.js";
import { respond } from "./respond.mjs";
import { readFileSync } from "node:fs";

respond(async ({ manifest, text }) => {
  let failures = 0;
  const read = async (address) => {
    if (address !== manifest && failures < 1) {
      failures += 1;
      throw new Error("offline");
    }
    return JSON.parse(readFileSync(new URL(address), "utf-8"));
  };
  const index = await openIndex(manifest, read);
  const first = await index.search(text).catch(String);
  const second = await index.search(text);
  return [first, second.results[0].title];
});
