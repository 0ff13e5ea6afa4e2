// The search: what was typed, the documents that answer it, best first. It knows nothing of pages.

import { makeAnalyser } from "./search-analyser.js";
import { makePieces, readJson } from "./search-index.js";
import { makeRanking } from "./search-ranking.js";
import { makeWords } from "./search-words.js";

const LONGEST_QUERY = 200;
const MOST_WORDS = 12;
const LIMIT = 10;
const SHORTEST_MARKED_PART = 4;
const JOB = "job"; // of all kinds the one that would push the others from the first screen

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
  const anywhere = masks[3];
  /** Names are titles, facts and labels: everything but running text, which is the last field. */
  const masksFor = (exact, field) =>
    masks.filter((mask, kind) => (exact || kind % 2) && (field < fields - 1 || kind > 1));

  function note(meanings) {
    for (const mask of masks) mask.fill(0);
    meanings.forEach(({ terms }, word) => {
      for (const { posting, exact } of terms) {
        posting.fields.forEach((field, at) => {
          for (const mask of masksFor(exact, at)) {
            for (const number of field.documents) mask[number] |= 1 << word;
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

const textOf = (words) => [...new Set(words)].join(" ");
const searchedFor = ({ surface, corrected }) => corrected ?? surface;

/** What was searched instead, where words were corrected; null where none was. */
function correctedText(meanings) {
  return meanings.some(({ corrected }) => corrected) ? textOf(meanings.map(searchedFor)) : null;
}

/** Whole queries with other spellings of words that were corrected or that nothing is known of. */
function otherTexts(meanings) {
  return meanings.flatMap(({ others = [] }, place) =>
    others.map((spelling) =>
      textOf(meanings.map((meaning, at) => (at === place ? spelling : searchedFor(meaning)))),
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

/** Whether a title says what was searched and nothing else. */
function isNamed(title, words, meanings, analyser) {
  const terms = new Set(meanings.flatMap((meaning) => meaning.terms.map((t) => t.posting.term)));
  const its = analyser.words(title);
  return its.length === words.length && its.every(({ word }) => terms.has(analyser.stem(word)));
}

/** How much of what was typed stands in a title: words count twice, parts of words once. */
function titleLikeness(title, words, analyser) {
  const its = analyser.words(title).map(({ word }) => word);
  const likeness = ({ word }) => its.includes(word) + its.some((one) => one.includes(word));
  return words.reduce((sum, word) => sum + likeness(word), 0);
}

/**
 * Opens the index of a manifest, by its whole address, and fetches nothing else yet.
 *
 * Its `search(text, {kind, limit, jobs, today})` gives `{total, kinds, results, jobs, jobsFirst,
 * searched, suggestions}`: results are `{address, title, kind, summary, place, language, employer,
 * deadline, words, isNamed}`, `kinds` counts all answers by kind, whatever kind was asked for, and `searched`
 * is the corrected text or null. Where no kind is asked for, jobs are no part of the results: the
 * best of them, as many as `jobs` says, stand apart, and `jobsFirst` says that they answer no worse
 * than the results, of which one that `isNamed` has what was searched for its whole title. Jobs whose deadline is before `today` (as in "2026-06-14") are not shown. No
 * text makes it throw; it rejects where a piece of the index cannot be fetched.
 */
export async function openIndex(manifestAddress, read = readJson) {
  const manifest = await read(manifestAddress);
  const fields = manifest.fields.length;
  const analyser = makeAnalyser(manifest.analyser);
  const pieces = makePieces(manifest, manifestAddress, read);
  const understand = makeWords(pieces, analyser);
  const rank = makeRanking(manifest.documents, fields);
  const matches = makeMatches(manifest.documents, fields);
  const kindOf = makeKinds(manifest.kinds);

  /** All answers as `{number, tier}`, best first. Runs in one go: what it counts in is shared. */
  function answers(meanings) {
    const known = meanings.filter(({ terms }) => terms.length);
    if (!known.length) return [];
    const demanded = known.filter(({ isHint }) => !isHint);
    matches.note(demanded);
    const { documents, scores } = rank(known.flatMap(({ terms }) => terms));
    const all = (1 << demanded.length) - 1;
    return documents
      .map((number) => ({ number, tier: matches.tier(number, all) }))
      .sort((one, other) => other.tier - one.tier || scores[other.number] - scores[one.number]);
  }

  async function shown({ number, tier }, words, meanings) {
    const document = await pieces.document(number);
    const { title, summary, employer, place } = document;
    const text = [title, summary, employer, place].join(" ");
    const matched = matchedWords(text, words, meanings, analyser);
    const likeness = titleLikeness(title, words, analyser);
    const named = isNamed(title, words, meanings, analyser);
    const result = { ...document, kind: kindOf(number), words: matched, isNamed: named };
    return { result, tier, likeness };
  }

  /** The first of some answers that are not past their deadline, at least as many as are wanted. */
  async function open(found, wanted, show, today) {
    const made = [];
    for (let at = 0; made.length < wanted && at < found.length; ) {
      const next = found.slice(at, at + wanted);
      at += next.length;
      const shownNext = await Promise.all(next.map(show));
      made.push(...shownNext.filter(({ result }) => !result.deadline || result.deadline >= today));
    }
    return made;
  }

  /** What is shown. Of the first answers that are as good, those whose titles are more alike lead. */
  async function results(found, limit, words, meanings, today, compared = LIMIT) {
    const show = (answer) => shown(answer, words, meanings);
    const made = await open(found, Math.max(limit, compared), show, today);
    const first = made.slice(0, LIMIT);
    first.sort((one, other) => other.tier - one.tier || other.likeness - one.likeness);
    return [...first, ...made.slice(LIMIT)].slice(0, limit).map(({ result }) => result);
  }

  async function search(text, { kind = "", limit = LIMIT, jobs = 0, today = "" } = {}) {
    const words = queryWords(String(text ?? ""), analyser);
    const meanings = (await understand(words)).slice(0, MOST_WORDS);
    const found = answers(meanings);
    const kinds = {};
    for (const { number } of found) kinds[kindOf(number)] = (kinds[kindOf(number)] ?? 0) + 1;
    const ofJobs = found.filter(({ number }) => kindOf(number) === JOB);
    const others = found.filter(({ number }) => (kind ? kindOf(number) === kind : kindOf(number) !== JOB));
    const [shownOthers, shownJobs] = await Promise.all([
      results(others, limit, words, meanings, today),
      results(kind ? [] : ofJobs, jobs, words, meanings, today, jobs),
    ]);
    return {
      total: others.length,
      kinds,
      results: shownOthers,
      jobs: shownJobs,
      jobsFirst: ofJobs.length > 0 && !(others[0]?.tier > ofJobs[0].tier),
      searched: correctedText(meanings),
      suggestions: otherTexts(meanings),
    };
  }

  return { search, language: manifest.language, documents: manifest.documents };
}
