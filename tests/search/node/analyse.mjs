// What the browser makes of texts: `{parameters, texts}` in, the words and terms of each text out.
import { makeAnalyser } from "./search-analyser.js";
import { respond } from "./respond.mjs";

respond(({ parameters, texts }) => {
  const analyser = makeAnalyser(parameters);
  return texts.map((text) =>
    analyser.words(text).map(({ surface, word }) => [surface, word, analyser.stem(word)]),
  );
});
