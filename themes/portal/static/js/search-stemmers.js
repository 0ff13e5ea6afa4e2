// Stemmers that agree with those that make the index: Snowball's Danish one and Porter's English one.
// Both are asked about folded words only; tests compare them with their originals.

const DANISH_SUFFIXES =
  "erendes erende hedens ethed erede heden heder endes ernes erens erets ered ende erne eren erer heds enes eres ens hed ene ere ers ets eret en er es et e s"
    .split(" ")
    .sort((one, other) => other.length - one.length);
const DANISH_LATER_SUFFIXES = ["elig", "els", "lig", "ig"];
const BEFORE_S = /[abcdfghjklmnoprtvyz]s$/;
const DANISH_PAIR = /(?:gd|dt|gt|kt)$/;
const DOUBLE_CONSONANT = /([bcdfghjklmnpqrstvwxz])\1$/;

/** https://snowballstem.org/algorithms/danish/stemmer.html */
export function danish(word) {
  const region = /^[^aeiouyæ]*[aeiouyæ]+[^aeiouyæ]/.exec(word);
  if (!region) return word;
  const start = Math.max(region[0].length, 3);
  const cutPair = (text) =>
    text.length - 2 >= start && DANISH_PAIR.test(text) ? text.slice(0, -1) : text;
  const suffixIn = (text, suffixes) =>
    suffixes.find((suffix) => text.length - suffix.length >= start && text.endsWith(suffix));

  const first = suffixIn(word, DANISH_SUFFIXES);
  if (first && (first !== "s" || BEFORE_S.test(word))) word = word.slice(0, -first.length);
  word = cutPair(word);
  if (word.endsWith("igst")) word = word.slice(0, -2);
  const later = suffixIn(word, DANISH_LATER_SUFFIXES);
  if (later) word = cutPair(word.slice(0, -later.length));
  return word.length > start && DOUBLE_CONSONANT.test(word) ? word.slice(0, -1) : word;
}

const PORTER_STEP_2 = [
  ["ational", "ate"], ["tional", "tion"], ["enci", "ence"], ["anci", "ance"], ["izer", "ize"],
  ["bli", "ble"], ["alli", "al"], ["entli", "ent"], ["eli", "e"], ["ousli", "ous"],
  ["ization", "ize"], ["ation", "ate"], ["ator", "ate"], ["alism", "al"], ["iveness", "ive"],
  ["fulness", "ful"], ["ousness", "ous"], ["aliti", "al"], ["iviti", "ive"], ["biliti", "ble"],
  ["logi", "log"],
];
const PORTER_STEP_3 = [
  ["icate", "ic"], ["ative", ""], ["alize", "al"], ["iciti", "ic"], ["ical", "ic"], ["ful", ""],
  ["ness", ""],
];
const PORTER_STEP_4 =
  "al ance ence er ic able ible ant ement ment ent sion tion ou ism ate iti ous ive ize".split(" ");

/** Consonants and vowels as a text of c and v: y is a vowel after a consonant. */
function shape(text) {
  let found = "";
  for (const [at, letter] of [...text].entries()) {
    const vowel = letter === "y" ? found[at - 1] === "c" : "aeiou".includes(letter);
    found += vowel ? "v" : "c";
  }
  return found;
}

const measure = (text) => (shape(text).match(/vc/g) ?? []).length;
const hasVowel = (text) => shape(text).includes("v");
const endsDouble = (text) => text.length > 1 && text.at(-1) === text.at(-2) && shape(text).endsWith("c");
const endsShort = (text) => text.length > 2 && shape(text).endsWith("cvc") && !/[wxy]$/.test(text);

function replaced(word, pairs) {
  const pair = pairs.find(([suffix]) => word.endsWith(suffix));
  if (!pair) return word;
  const stem = word.slice(0, -pair[0].length);
  return measure(stem) > 0 ? stem + pair[1] : word;
}

function withoutPlural(word) {
  if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutPast(word) {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const suffix = ["ed", "ing"].find((ending) => word.endsWith(ending));
  if (!suffix || !hasVowel(word.slice(0, -suffix.length))) return word;
  const stem = word.slice(0, -suffix.length);
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (endsDouble(stem)) return /[lsz]$/.test(stem) ? stem : stem.slice(0, -1);
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

function withoutLastSuffix(word) {
  const suffix = PORTER_STEP_4.find((ending) => word.endsWith(ending));
  if (!suffix) return word;
  const stem = word.slice(0, suffix.endsWith("ion") ? -3 : -suffix.length);
  return measure(stem) > 1 ? stem : word;
}

function withoutLastLetter(word) {
  if (word.endsWith("e")) {
    const stem = word.slice(0, -1);
    const length = measure(stem);
    if (length > 1 || (length === 1 && !endsShort(stem))) word = stem;
  }
  return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word;
}

/** Porter, 1980, with the departures of his own program. https://tartarus.org/martin/PorterStemmer/ */
export function porter(word) {
  if (word.length < 3) return word;
  word = withoutPast(withoutPlural(word));
  if (word.endsWith("y") && hasVowel(word.slice(0, -1))) word = `${word.slice(0, -1)}i`;
  word = replaced(replaced(word, PORTER_STEP_2), PORTER_STEP_3);
  return withoutLastLetter(withoutLastSuffix(word));
}

/** Danish for folded words, in which "ae" is one letter: else "skolelærer" would end with "-erer". */
const foldedDanish = (word) => danish(word.replaceAll("ae", "æ")).replaceAll("æ", "ae");

export const stemmers = { danish: foldedDanish, porter };
