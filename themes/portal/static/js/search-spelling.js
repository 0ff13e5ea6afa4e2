// Which known words a word may be a misspelling of.

const SHORTEST = 4;
const LONG = 7;
const VERY_LONG = 12;
const MOST = 3;

/** Ways to write a sound, and one of them for all: "fysiotherapist" sounds as "physiotherapist". */
const SOUNDS = [
  [/ph/g, "f"],
  [/([cdgkrt])h/g, "$1"],
  [/ck|[cq]/g, "k"],
  [/w/g, "v"],
  [/y/g, "i"],
  [/x/g, "ks"],
  [/([ao])e/g, "$1"],
  [/(.)\1+/g, "$1"],
];

/** First letters, and below each the one that it stands for most often by mistake. */
const TYPED = "ckqfpvwiyjgszxaeou";
const MEANT = "kckpfwviygjcsseauo";

/** A folded word as it sounds, roughly: letters that are often taken for each other are one. */
function sound(word) {
  return SOUNDS.reduce((text, [letters, one]) => text.replace(letters, one), word);
}

/** The first letter that may have been meant instead of a word's own. */
export const takenFor = ([letter]) => MEANT[TYPED.indexOf(letter)] ?? letter;

/** How many mistakes are forgiven: none in short words and in those with digits. */
export function forgiven(word) {
  if (word.length < SHORTEST || /\d/.test(word)) return 0;
  return 1 + (word.length >= LONG) + (word.length >= VERY_LONG);
}

/**
 * How many letters were added, left out, replaced or swapped with the next one; infinity where
 * there are more than `limit` (optimal string alignment).
 */
function distance(one, other, limit) {
  if (Math.abs(one.length - other.length) > limit) return Infinity;
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
    if (Math.min(...next) > limit) return Infinity;
    [before, row] = [row, next];
  }
  return row[other.length] > limit ? Infinity : row[other.length];
}

/**
 * The nearest of some words within `limit` mistakes, nearest first, the first of those that are as near.
 *
 * Words are `{surface, word}`, as typed and folded, and `{spelling, folded}`. What sounds alike is
 * one mistake. Endings are left aside where that is nearer: "sygeplejesken" is "sygeplejerske".
 */
export function nearest({ surface, word }, known, analyser, limit) {
  const typed = surface.toLowerCase();
  const stem = analyser.stem(word);
  const heard = sound(word);
  const inStems = Math.min(limit, forgiven(stem));
  const found = [];
  for (const { spelling, folded } of known) {
    if (Math.abs(folded.length - word.length) > limit + 1) continue;
    const mistakes = Math.min(
      distance(word, folded, limit),
      distance(typed, spelling, limit),
      1 + distance(heard, sound(folded), limit - 1),
      1 + distance(stem, analyser.stem(folded), inStems - 1),
    );
    if (mistakes < Infinity) found.push({ spelling, folded, mistakes });
  }
  return found.sort((one, other) => one.mistakes - other.mistakes).slice(0, MOST);
}
