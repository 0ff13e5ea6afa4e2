// Whom a step of a move concerns, and when it is due: what plugins/portal/moves.py says, for the browser.

const DAY_MS = 24 * 60 * 60 * 1000;
const DAY = /^[12]\d{3}-\d\d-\d\d$/;

/** Who comes along by the answer to that question. */
const COMPANIONS = {
  nobody: [],
  partner: ["partner"],
  children: ["children"],
  both: ["partner", "children"],
};

/**
 * Whether a step concerns somebody. It is for those whom one of its situations fits, or for everybody
 * where it has none; an answer that is '' is not given yet, and speaks against nothing.
 */
export function fits(who, answers) {
  return !who.length || who.some((situation) => isIn(situation, answers));
}

function isIn(situation, answers) {
  const given = {
    citizenship: one(answers.citizenship),
    purpose: one(answers.purpose),
    companions: COMPANIONS[answers.companions],
    municipalities: one(answers.municipality),
  };
  return Object.entries(situation).every(
    ([question, wanted]) =>
      !given[question] || given[question].some((answer) => wanted.includes(answer)),
  );
}

function one(answer) {
  return answer ? [answer] : undefined;
}

/** Whether a text is a day of the calendar, as in 2027-03-01. */
export function isDay(text) {
  return DAY.test(text) && addDays(text, 0) === text;
}

/** The day so many days after another one. */
export function addDays(day, days) {
  const time = Date.parse(`${day}T00:00Z`) + days * DAY_MS;
  return Number.isNaN(time) ? "" : new Date(time).toISOString().slice(0, 10);
}
