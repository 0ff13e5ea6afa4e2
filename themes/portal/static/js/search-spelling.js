// Which known words a word may be a misspelling of.

const SHORTEST = 4;
const LONG = 8;
const MOST = 3;

/** How many mistakes are forgiven: none in short words and in those with digits. */
export function forgiven(word) {
  if (word.length < SHORTEST || /\d/.test(word)) return 0;
  return word.length < LONG ? 1 : 2;
}

/**
 * How many letters were added, left out, replaced or swapped with the next one, or `limit + 1`
 * where there are more than `limit` (optimal string alignment).
 */
export function distance(one, other, limit) {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...next) > limit) return limit + 1;
    [before, row] = [row, next];
  }
  return row[other.length];
}

/**
 * The nearest of some spellings within `limit` mistakes, nearest and most frequent first.
 *
 * Endings are left aside where that is nearer: "sygeplejesken" is "sygeplejerske".
 */
export function nearest(word, spellings, analyser, limit) {
  const stem = analyser.stem(word);
  const found = [];
  for (const spelling of spellings) {
    const folded = analyser.fold(spelling);
    let mistakes = distance(word, folded, limit);
    if (mistakes > limit) mistakes = distance(stem, analyser.stem(folded), limit);
    if (mistakes > 0 && mistakes <= limit) found.push({ spelling, folded, mistakes });
  }
  return found.sort((one, other) => one.mistakes - other.mistakes).slice(0, MOST);
}
