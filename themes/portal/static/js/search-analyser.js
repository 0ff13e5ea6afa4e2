// Texts to words to terms, by the specification that the index was made with (plugins/search/analyser.json).

import { stemmers } from "./search-stemmers.js";

const STEMMED = /^[a-z]{4,}$/;

/** The analyser of an index from the parameters in its manifest. */
export function makeAnalyser(parameters) {
  const separators = new RegExp(`[${parameters.separators}]+`, "u");
  const dropped = new RegExp(`[${parameters.dropped}]+`, "gu");
  const letters = new RegExp(`[${Object.keys(parameters.letters).join("")}]`, "gu");
  const stop = new Set(parameters.stop.split(" "));
  const noise = new Set(parameters.noise.split(" "));
  const stemmer = stemmers[parameters.stemmer];

  /** Lower case without accents: Århus is aarhus, Samsø is samso. */
  function fold(surface) {
    return surface
      .normalize("NFKC")
      .toLowerCase()
      .replace(letters, (letter) => parameters.letters[letter])
      .normalize("NFKD")
      .replace(dropped, "")
      .toLowerCase();
  }

  /** The term of a folded word. */
  const stem = (word) => (stemmer && STEMMED.test(word) ? stemmer(word) : word);

  /** Each word as it stands in the text, and folded; stop words are left out. */
  function words(text) {
    return text.split(separators).flatMap((surface) =>
      fold(surface)
        .split(separators)
        .filter((word) => word && !stop.has(word))
        .map((word) => ({ surface, word: [...word].slice(0, parameters.longest).join("") })),
    );
  }

  return { fold, stem, words, isNoise: (word) => noise.has(word) };
}
