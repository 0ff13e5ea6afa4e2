// What a typed word may mean: terms of the index, each with how much it counts.

import { forgiven, nearest } from "./search-spelling.js";

const PREFIX_BOOST = 0.4;
const PART_BOOST = 0.7;
const SPELLING_BOOST = 0.8;
const MOST_PREFIXED = 24;
const MOST_SHARDS = 3;
const SHORTEST_PREFIX = 3;
const SHORTEST_LEFT = 4;
const LONGEST_ENDING = 4;
const MOST_SPLITS = 3;

const isKnown = (meaning) => meaning.terms.length > 0;
const meaningOf = (postings, boost, exact) => ({
  terms: postings.filter(Boolean).map((posting) => ({ posting, boost, exact })),
});

/** How many documents have a term in titles, facts or labels, then anywhere. */
function frequency({ fields }) {
  const [body, ...names] = [...fields].reverse();
  const named = fields.length > 3 ? names : fields;
  const count = (found) => found.reduce((sum, field) => sum + field.documents.length, 0);
  return count(named) * 1e6 + (fields.length > 3 ? body.documents.length : 0);
}

/** Finds what words mean in an index. */
export function makeWords(pieces, analyser) {
  async function exactly(word) {
    const found = await pieces.posting(analyser.stem(word));
    if (found || word.length <= SHORTEST_PREFIX || !word.includes("oe")) return meaningOf([found], 1, true);
    return meaningOf([await pieces.posting(analyser.stem(word.replaceAll("oe", "o")))], 1, true);
  }

  async function beginningWith(word) {
    const shards = await pieces.shardsOf(word, word.length < SHORTEST_PREFIX ? 1 : MOST_SHARDS);
    const stem = analyser.stem(word);
    const found = shards.flatMap((shard) =>
      shard.terms
        .filter((term) => term.startsWith(word) && term !== stem)
        .map((term) => shard.posting(term)),
    );
    found.sort((one, other) => frequency(other) - frequency(one));
    return meaningOf(found.slice(0, MOST_PREFIXED), PREFIX_BOOST, false);
  }

  /** Terms that a word which is still being typed begins with: "engineeri" is "engin" so far. */
  async function leadingTo(word) {
    if (word.length < SHORTEST_LEFT) return meaningOf([]);
    const shortest = Math.max(SHORTEST_LEFT, word.length - LONGEST_ENDING);
    const [shard] = await pieces.shardsOf(word, 1);
    const found = shard.terms.filter((term) => term.length >= shortest && word.startsWith(term));
    return meaningOf(found.slice(-1).map(shard.posting), PREFIX_BOOST, false);
  }

  /** The same, unless it is a misspelling of another word. */
  async function typedSoFar(word, limit) {
    const leading = await leadingTo(word);
    if (!isKnown(leading)) return leading;
    const spelled = await spelledLike(word, Math.min(limit, 1));
    const [term] = leading.terms;
    const isSame = spelled.terms.every(({ posting }) => posting === term.posting);
    return isSame ? leading : spelled;
  }

  /** The parts of a compound that the index has in no text as a whole. */
  async function partsOf(word) {
    if (word.length < 2 * SHORTEST_LEFT) return meaningOf([]);
    const shards = await pieces.shardsOf(word.slice(0, SHORTEST_PREFIX), 1);
    const lefts = shards[0].terms
      .filter((term) => term.length >= SHORTEST_LEFT && word.startsWith(term))
      .sort((one, other) => other.length - one.length)
      .slice(0, MOST_SPLITS);
    for (const left of lefts) {
      for (const link of ["", "s", "e", "er"]) {
        const right = word.slice(left.length + link.length);
        if (right.length < SHORTEST_LEFT || !word.startsWith(left + link)) continue;
        const found = await pieces.posting(analyser.stem(right));
        if (found) return meaningOf([shards[0].posting(left), found], PART_BOOST, false);
      }
    }
    return meaningOf([]);
  }

  async function spelledLike(word, limit) {
    const near = limit && nearest(word, await pieces.spellings(word[0]), analyser, limit);
    if (!near?.length) return meaningOf([]);
    const stems = [...new Set(near.map(({ folded }) => analyser.stem(folded)))];
    const postings = await Promise.all(stems.map((stem) => pieces.posting(stem)));
    const corrected = near.map(({ spelling }) => spelling);
    return { ...meaningOf(postings, SPELLING_BOOST, false), corrected };
  }

  /**
   * The meaning of a folded word: its terms, and the spellings it was corrected to if it was.
   * `surface` is the word as it was typed; `typing` says that more letters may follow.
   */
  return async function meaning({ surface, word, typing }) {
    const exact = await exactly(word);
    const longer = typing ? await beginningWith(word) : meaningOf([]);
    const found = { terms: [...exact.terms, ...longer.terms] };
    if (isKnown(found)) return found;
    const limit = Math.min(forgiven(surface), forgiven(word));
    const ways = [
      () => (typing ? typedSoFar(word, limit) : meaningOf([])),
      () => spelledLike(word, Math.min(limit, 1)),
      () => partsOf(word),
      () => spelledLike(word, limit),
      () => beginningWith(word),
    ];
    for (const way of ways) {
      const other = await way();
      if (isKnown(other)) return other;
    }
    return found;
  };
}
