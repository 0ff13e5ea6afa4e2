// The browser's stems of words, and those of lunr-languages: `{words}` in.
import { danish, porter } from "./search-stemmers.js";
import { require, respond } from "./respond.mjs";

const lunr = require("lunr");
require("lunr-languages/lunr.stemmer.support")(lunr);
require("lunr-languages/lunr.da")(lunr);

respond(({ words }) =>
  words.map((word) => [
    danish(word),
    porter(word),
    lunr.da.stemmer(new lunr.Token(word)).toString(),
  ]),
);
