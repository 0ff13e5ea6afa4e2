// What the words of a query may mean: terms of the index, each with how much it counts.

import { forgiven, nearest, takenFor } from "./search-spelling.js";

const PREFIX_BOOST = 0.4;
const PART_BOOST = 0.7;
const SPELLING_BOOST = 0.8;
const MOST_PREFIXED = 24;
const MOST_SHARDS = 3;
const SHORTEST_PREFIX = 3;
const SHORTEST_PART = 4;
const SHORTEST_COMPOUND = 6;
const LONGEST_ENDING = 4;
const MOST_SPLITS = 3;
const MOST_COMPOUNDS = 12;
const WIDEST = 5; // mistakes in a word that is offered instead, where no correction is found

/** What may stand between the parts of a compound. */
const LINKS = ["", "s", "e"];

const COMMON = "";
const NAMES = 3; // fields: title, facts, labels; running text follows

const termsOf = (postings, boost, exact) =>
  postings.filter(Boolean).map((posting) => ({ posting, boost, exact }));

/** The meaning of a word by its terms, where there are any. */
const meaningBy = (terms) => (terms.length ? [{ terms }] : []);

const foldedOf = ({ folded }) => folded;

/** How many documents have a term in titles, facts or labels. */
const inNames = ({ fields }) =>
  fields.slice(0, NAMES).reduce((sum, field) => sum + field.documents.length, 0);

/** Finds what words mean in an index. */
export function makeWords(pieces, analyser) {
  const folded = new Map();

  /** The terms of some words, each once. */
  async function termsFor(words, boost, exact = false) {
    const stems = new Set(words.map(analyser.stem));
    return termsOf(await Promise.all([...stems].map(pieces.posting)), boost, exact);
  }

  /** The terms of a word: its stem, that with "oe" for "ø" (folded to "o"), and itself: "nurs". */
  async function exactly(word) {
    const plain = word.length > SHORTEST_PREFIX ? word.replaceAll("oe", "o") : word;
    const terms = new Set([analyser.stem(word), analyser.stem(plain), word]);
    return termsOf(await Promise.all([...terms].map(pieces.posting)), 1, true);
  }

  async function beginningWith(word) {
    const shards = await pieces.shardsOf(word, word.length < SHORTEST_PREFIX ? 1 : MOST_SHARDS);
    const own = [word, analyser.stem(word)];
    const found = shards.flatMap((shard) =>
      shard.terms
        .filter((term) => term.startsWith(word) && !own.includes(term))
        .map((term) => shard.posting(term)),
    );
    found.sort((one, other) => inNames(other) - inNames(one));
    return termsOf(found.slice(0, MOST_PREFIXED), PREFIX_BOOST, false);
  }

  /** The compound of two words that were typed apart: "lager medarbejder". */
  async function joined(left, right) {
    if (left.length + right.length < SHORTEST_COMPOUND) return [];
    return termsFor(LINKS.map((link) => left + link + right), 1, true);
  }

  /** The name that a word begins with: "engineeri" is "engin" so far. */
  async function leadingTo(word) {
    const shortest = Math.max(SHORTEST_PART, word.length - LONGEST_ENDING);
    for (let length = word.length - 1; length >= shortest; length -= 1) {
      const found = await pieces.posting(word.slice(0, length));
      if (found && inNames(found)) return termsOf([found], PREFIX_BOOST, false);
    }
    return [];
  }

  /** Names that are derived from a word: who is "teaching" is a "teacher". */
  async function namesWith(word) {
    const stem = analyser.stem(word);
    if (stem.length < SHORTEST_PART) return [];
    return (await beginningWith(stem)).filter(({ posting }) => inNames(posting));
  }

  /** The name that a word begins with, unless it is a misspelling of another word. */
  async function typedSoFar(typed, limit) {
    const terms = await leadingTo(typed.word);
    if (!terms.length) return [];
    const [spelled] = await spelledLike(typed, Math.min(limit, 1));
    const isOther = spelled?.terms.some(({ posting }) => posting !== terms[0].posting);
    return isOther ? [spelled] : [{ terms }];
  }

  /** The words of a compound that no text has as a whole: "lorrydriver". */
  async function apart(word) {
    let tried = 0;
    for (let at = word.length - SHORTEST_PREFIX; at >= SHORTEST_PREFIX && tried < MOST_SPLITS; at -= 1) {
      const right = word.slice(at);
      const isNoise = analyser.isNoise(right);
      if (!isNoise && right.length < SHORTEST_PART) continue;
      const left = await firstPart(word.slice(0, at));
      if (!left.length) continue;
      tried += 1;
      const rest = isNoise ? [] : await exactly(right);
      if (isNoise || rest.length) return [left, rest].flatMap(meaningBy);
    }
    return [];
  }

  /** The terms of a first part, which may end with a link to the second. */
  async function firstPart(text) {
    const links = LINKS.filter((link) => text.endsWith(link));
    const parts = links.map((link) => text.slice(0, text.length - link.length));
    const [first] = await termsFor(parts.filter((part) => part.length >= SHORTEST_PREFIX), 1, true);
    return first ? [first] : [];
  }

  /** Compounds that have a word as a part which stands alone nowhere: "udviklere". */
  async function insideOf(word) {
    if (word.length < SHORTEST_PART) return [];
    const stem = analyser.stem(word);
    const end = stem.length < SHORTEST_PART ? word : stem;
    const isPart = ({ folded }) => folded.includes(word) || analyser.stem(folded).endsWith(end);
    const found = (await spellings(COMMON)).filter(isPart);
    return meaningBy(await termsFor(found.slice(0, MOST_COMPOUNDS).map(foldedOf), PART_BOOST));
  }

  /** Known words that begin with a letter, or the most common ones. */
  async function spellings(letter) {
    if (!folded.has(letter)) {
      const found = await pieces.spellings(letter);
      folded.set(letter, found.map((spelling) => ({ spelling, folded: analyser.fold(spelling) })));
    }
    return folded.get(letter);
  }

  /** The words that one may be a misspelling of: common ones, and those that begin as it does. */
  async function candidates(word) {
    const known = await Promise.all([COMMON, word[0], takenFor(word)].map(spellings));
    return [...new Map(known.flat().map((one) => [one.spelling, one])).values()];
  }

  async function spelledLike(typed, limit) {
    const near = limit ? nearest(typed, await candidates(typed.word), analyser, limit) : [];
    if (!near.length) return [];
    const best = near.filter(({ mistakes }) => mistakes === near[0].mistakes);
    const [corrected, ...others] = near.map(({ spelling }) => spelling);
    return [{ terms: await termsFor(best.map(foldedOf), SPELLING_BOOST), corrected, others }];
  }

  /** Known words that a word which nobody knows may lead to. */
  async function unknown(typed) {
    const { word } = typed;
    if (word.length < SHORTEST_PREFIX || /\d/.test(word)) return [];
    const limit = Math.min(WIDEST, (word.length + 1) >> 1);
    const alike = nearest(typed, await candidates(word), analyser, limit);
    return [{ terms: [], others: alike.map(({ spelling }) => spelling) }];
  }

  /** `joins` are promises of the compounds that a word may be a part of. */
  async function meaningsOf(typed, joins, isAlone) {
    const { surface, word, typing } = typed;
    const [exact, ...compounds] = await Promise.all([exactly(word), ...joins]);
    const longer = typing ? await beginningWith(word) : [];
    // Names of the other language stand here as their stems are in this one, not as in that one.
    const isText = exact.length && !exact.some(({ posting }) => inNames(posting));
    const names = isText ? [...(await leadingTo(word)), ...(await namesWith(word))] : [];
    const terms = [...exact, ...names, ...longer, ...compounds.flat()];
    if (terms.length) return [{ terms, isHint: typing && !isAlone && word.length < SHORTEST_PREFIX }];
    const limit = Math.min(forgiven(surface), forgiven(word));
    // All that the ways below may ask for, at once.
    if (limit) await candidates(word);
    const ways = [
      () => (typing ? typedSoFar(typed, limit) : []),
      () => insideOf(word),
      () => spelledLike(typed, Math.min(limit, 1)),
      () => apart(word),
      async () => meaningBy(await namesWith(word)),
      () => spelledLike(typed, limit),
      async () => meaningBy(word.length < SHORTEST_PREFIX ? [] : await beginningWith(word)),
      () => unknown(typed),
    ];
    for (const way of ways) {
      const found = await way();
      if (found.length) return found;
    }
    return [{ terms: [] }];
  }

  /**
   * The meanings of folded words, in their order; a compound may have several. Each has its terms
   * and `surface`, how it was typed; where it was `corrected`, the spelling that is searched; and
   * `others`, spellings that may have been meant. Of a hint too little is typed to demand it.
   *
   * Words are `{surface, word, typing}`; `typing` says that more letters may follow.
   */
  return async function understand(words) {
    const joins = words.slice(1).map(({ word }, at) => joined(words[at].word, word));
    const found = await Promise.all(
      words.map(async (word, at) => {
        const own = [joins[at - 1], joins[at]].filter(Boolean);
        const meanings = await meaningsOf(word, own, words.length === 1);
        return meanings.map((meaning) => ({ surface: word.surface, ...meaning }));
      }),
    );
    return found.flat();
  };
}
