// What somebody answered and ticked off on the page of their move: in the address behind its "#", which
// no browser sends to a server, and in the browser's own storage.

import { isDay } from "./move-rules.js";

const STORED = "my-move";
const ANSWER = /^[a-z0-9-]{1,100}$/;
const MOST_STEPS = 500;

export const QUESTIONS = ["citizenship", "purpose", "companions", "municipality", "arrival"];

export function emptyState() {
  return { ...Object.fromEntries(QUESTIONS.map((name) => [name, ""])), done: new Set() };
}

/** What a text says that may be anybody's: answers that could be ones, and slugs of steps. */
export function readState(text) {
  const said = new URLSearchParams(text);
  const state = emptyState();
  for (const name of QUESTIONS) {
    const answer = said.get(name) ?? "";
    const isAnswer = name === "arrival" ? isDay(answer) : ANSWER.test(answer);
    if (isAnswer) state[name] = answer;
  }
  const slugs = (said.get("done") ?? "").split(".").filter((slug) => ANSWER.test(slug));
  state.done = new Set(slugs.slice(0, MOST_STEPS));
  return state;
}

/** The same as text; '' where nothing is said. */
export function writeState(state) {
  const said = new URLSearchParams();
  for (const name of QUESTIONS) if (state[name]) said.set(name, state[name]);
  if (state.done.size) said.set("done", [...state.done].sort().join("."));
  return `${said}`;
}

/** What the address says, or else what is stored; a link to a step says nothing. */
export function findState({ hash, search }) {
  if (hash.includes("=")) return readState(hash.slice(1));
  const state = readState(stored());
  const asked = readState(search);
  if (asked.municipality) state.municipality = asked.municipality;
  return state;
}

export function storeState(state) {
  try {
    const text = writeState(state);
    if (text) localStorage.setItem(STORED, text);
    else localStorage.removeItem(STORED);
  } catch {
    // Then it stays in the address.
  }
}

function stored() {
  try {
    return localStorage.getItem(STORED) ?? "";
  } catch {
    return "";
  }
}
