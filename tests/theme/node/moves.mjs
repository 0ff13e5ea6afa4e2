// What the script of one's own move makes of questions, each `[name, arguments]`: answers in their order.
import { readFileSync } from "node:fs";
import { calendar, fold, text } from "./move-calendar.js";
import { addDays, fits, isDay } from "./move-rules.js";
import { findState, readState, writeState } from "./move-state.js";

const answers = {
  fits: (who, all) => all.map((one) => fits(who, one)),
  addDays,
  isDay,
  fold,
  text,
  calendar: (events, options) => calendar(events, { ...options, stamp: new Date(options.stamp) }),
  again: (said) => writeState(readState(said)),
  found: (place) => writeState(findState(place)),
};
const questions = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(questions.map(([name, given]) => answers[name](...given))));
