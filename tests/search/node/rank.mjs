// The same questions to lunr.js with its whole index and to the ranking by pieces:
// `{manifest, index, queries}` in, where a query is a list of [term, boost].
import { makePieces } from "./search-index.js";
import { makeRanking } from "./search-ranking.js";
import { require, respond } from "./respond.mjs";
import { readFileSync } from "node:fs";

const lunr = require("lunr");
const read = async (address) => JSON.parse(readFileSync(new URL(address), "utf-8"));

function wholeIndex(path) {
  const index = lunr.Index.load(JSON.parse(readFileSync(path, "utf-8")));
  return (query) =>
    index
      .query((q) => {
        for (const [term, boost] of query) q.term(term, { boost, usePipeline: false });
      })
      .map(({ ref, score }) => [Number(ref), score]);
}

function byPieces(manifest, manifestPath) {
  const pieces = makePieces(manifest, manifestPath, read);
  const rank = makeRanking(manifest.documents, manifest.fields.length);
  return async (query) => {
    const clauses = [];
    for (const [term, boost] of query) {
      const posting = await pieces.posting(term);
      if (posting) clauses.push({ posting, boost });
    }
    const { documents, scores } = rank(clauses);
    return documents
      .sort((one, other) => scores[other] - scores[one])
      .map((number) => [number, scores[number]]);
  };
}

respond(async ({ manifest, index, queries }) => {
  const whole = wholeIndex(index);
  const pieces = byPieces(await read(manifest), manifest);
  const answers = [];
  for (const query of queries) answers.push([whole(query), await pieces(query)]);
  return answers;
});
