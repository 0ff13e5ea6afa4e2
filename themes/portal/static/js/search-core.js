// The search: what was typed, the documents that answer it, best first. It knows nothing of pages.

import { makeAnalyser } from "./search-analyser.js";
import { makePieces, readJson } from "./search-index.js";
import { makeRanking } from "./search-ranking.js";
import { makeWords } from "./search-words.js";

const LONGEST_QUERY = 200;
const MOST_WORDS = 12;
const LIMIT = 10;
const SHORTEST_MARKED_PART = 4;

/** Titles, facts and labels: everything but running text, which is the last field. */
const isName = (field, fields) => field < fields - 1;

/** The words of a query. Those that say little are left out where there are others. */
function queryWords(text, analyser) {
  const typed = text.slice(0, LONGEST_QUERY);
  const typing = text.length <= LONGEST_QUERY && /\S$/.test(typed);
  const all = analyser.words(typed);
  const last = all.at(-1);
  const found = all.map((word) => ({ ...word, typing: typing && word === last }));
  const telling = found.filter(({ word }) => !analyser.isNoise(word));
  const words = telling.length ? telling : found;
  return [...new Map(words.map((word) => [word.word, word])).values()].slice(0, MOST_WORDS);
}

/** Which words each document has: as they are in names, in names, as they are, in any way. */
function makeMatches(documents, fields) {
  const masks = Array.from({ length: 4 }, () => new Uint16Array(documents));
  const [exactNamed, named, exactAnywhere, anywhere] = masks;

  function note(meanings) {
    for (const mask of masks) mask.fill(0);
    meanings.forEach(({ terms }, word) => {
      const bit = 1 << word;
      for (const { posting, exact } of terms) {
        posting.fields.forEach((field, at) => {
          for (const number of field.documents) {
            anywhere[number] |= bit;
            if (exact) exactAnywhere[number] |= bit;
            if (!isName(at, fields)) continue;
            named[number] |= bit;
            if (exact) exactNamed[number] |= bit;
          }
        });
      }
    });
  }

  function bits(mask) {
    let count = 0;
    for (let left = mask; left; left &= left - 1) count += 1;
    return count;
  }

  /** How well a document answers: all words in names, all words anywhere, as many as possible. */
  function tier(number, all) {
    const whole = masks.findIndex((mask) => mask[number] === all);
    return whole < 0 ? bits(anywhere[number]) : MOST_WORDS + masks.length - whole;
  }

  return { note, tier };
}

/** The kind of a document: they stand in the order of their kinds. */
function makeKinds(kinds) {
  const starts = [];
  let start = 0;
  for (const [kind, number] of kinds) {
    start += number;
    starts.push([kind, start]);
  }
  return (number) => starts.find(([, end]) => number < end)[0];
}

/** What was searched instead, where words were corrected; null where none was. */
function correctedText(words, meanings) {
  if (!meanings.some(({ corrected }) => corrected)) return null;
  return words.map(({ surface }, at) => meanings[at].corrected?.[0] ?? surface).join(" ");
}

/** Other spellings of the corrected words, as whole queries. */
function otherTexts(words, meanings) {
  return meanings.flatMap(({ corrected }, place) =>
    (corrected ?? []).slice(1).map((spelling) =>
      words
        .map(({ surface }, at) => (at === place ? spelling : (meanings[at].corrected?.[0] ?? surface)))
        .join(" "),
    ),
  );
}

/** The words of a text that a reader would say are those that were searched. */
function matchedWords(text, words, meanings, analyser) {
  const terms = new Set(meanings.flatMap((meaning) => meaning.terms.map((t) => t.posting.term)));
  const parts = words.map(({ word }) => analyser.stem(word));
  const isMatched = (word) =>
    terms.has(analyser.stem(word)) ||
    parts.some((part) => part.length >= SHORTEST_MARKED_PART && word.includes(part));
  const found = analyser.words(text).filter(({ word }) => isMatched(word));
  return [...new Set(found.map(({ surface }) => surface))];
}

/**
 * Opens the index of a manifest, by its whole address, and fetches nothing else yet.
 *
 * Its `search(text, {kind, limit})` gives `{total, kinds, results, searched, suggestions}`:
 * results are `{address, title, kind, summary, place, language, words}`, `kinds` counts all
 * answers by kind, whatever kind was asked for, and `searched` is the corrected text or null. No text makes it throw; it rejects
 * where a piece of the index cannot be fetched.
 */
export async function openIndex(manifestAddress, read = readJson) {
  const manifest = await read(manifestAddress);
  const fields = manifest.fields.length;
  const analyser = makeAnalyser(manifest.analyser);
  const pieces = makePieces(manifest, manifestAddress, read);
  const meaning = makeWords(pieces, analyser);
  const rank = makeRanking(manifest.documents, fields);
  const matches = makeMatches(manifest.documents, fields);
  const kindOf = makeKinds(manifest.kinds);

  /** Numbers of all answers, best first. Runs in one go: what it counts in is shared. */
  function answers(meanings) {
    const known = meanings.filter(({ terms }) => terms.length);
    if (!known.length) return [];
    matches.note(known);
    const { documents, scores } = rank(known.flatMap(({ terms }) => terms));
    const all = (1 << known.length) - 1;
    const tiers = new Map(documents.map((number) => [number, matches.tier(number, all)]));
    return documents.sort(
      (one, other) => tiers.get(other) - tiers.get(one) || scores[other] - scores[one],
    );
  }

  async function shown(number, words, meanings) {
    const document = await pieces.document(number);
    const text = `${document.title} ${document.summary} ${document.place}`;
    const matched = matchedWords(text, words, meanings, analyser);
    return { ...document, kind: kindOf(number), words: matched };
  }

  async function search(text, { kind = "", limit = LIMIT } = {}) {
    const words = queryWords(String(text ?? ""), analyser);
    const meanings = await Promise.all(words.map(meaning));
    const found = answers(meanings);
    const kinds = {};
    for (const number of found) kinds[kindOf(number)] = (kinds[kindOf(number)] ?? 0) + 1;
    const wanted = kind ? found.filter((number) => kindOf(number) === kind) : found;
    return {
      total: wanted.length,
      kinds,
      results: await Promise.all(
        wanted.slice(0, limit).map((number) => shown(number, words, meanings)),
      ),
      searched: correctedText(words, meanings),
      suggestions: otherTexts(words, meanings),
    };
  }

  return { search, language: manifest.language, documents: manifest.documents };
}
