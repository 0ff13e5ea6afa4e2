// entry
// My move: the steps that concern somebody, in their order, with dates, ticks and a calendar file.

import { copy, counted, element, locale, phrase } from "./choices-page.js";
import { dayOf, today } from "./days.js";
import { calendar } from "./move-calendar.js";
import { addDays, fits } from "./move-rules.js";
import { emptyState, findState, QUESTIONS, storeState, writeState } from "./move-state.js";

const form = document.querySelector("[data-move]");
const result = document.querySelector("[data-move-result]");
const plain = document.querySelector("[data-move-plain]");
const { timeZone } = document.querySelector("template[data-phrases]").dataset;
const part = (name) => result.querySelector(`[data-move-${name}]`);
const written = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
const inWords = (day) => written.format(new Date(`${day}T00:00Z`));

const phases = [...document.querySelectorAll("[data-phase]")].map(readPhase);
const steps = phases.flatMap((phase) => phase.steps).sort((a, b) => a.order - b.order);
let state = emptyState();

form.hidden = false;
for (const step of steps) {
  step.tick.hidden = false;
  step.box.addEventListener("change", () => {
    if (step.box.checked) state.done.add(step.slug);
    else state.done.delete(step.slug);
    keep();
  });
}
form.addEventListener("change", () => {
  for (const name of QUESTIONS) state[name] = form.elements[name].value;
  keep();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!result.hidden) part("status").focus();
});
addEventListener("hashchange", () => {
  if (location.hash.includes("=")) read();
});
part("print").addEventListener("click", () => print());
part("copy").addEventListener("click", () => copy(ownAddress(), part("said")));
part("calendar").addEventListener("click", saveCalendar);
part("clear").addEventListener("click", () => {
  state = emptyState();
  keep();
  fillForm();
  form.elements.citizenship.focus();
});
read();

/** A part of the move: its own steps stand under situations, those of a personal list in one list. */
function readPhase(section) {
  const situations = [...section.querySelectorAll(".move-situation, .move-steps")];
  const mine = element("ol", { class: "move-steps" });
  const heading = element("h3", { class: "visually-hidden" }, phrase("mine"));
  const found = [...section.querySelectorAll("[data-step]")].map(readStep);
  return { section, situations, heading, mine, steps: found };
}

function readStep(item) {
  const { step: slug, order, who, days } = item.dataset;
  const tick = item.querySelector("[data-tick]");
  return {
    item,
    slug,
    tick,
    box: tick.querySelector("input"),
    home: item.parentElement,
    order: Number(order),
    who: JSON.parse(who),
    days: days === undefined ? null : Number(days),
    isRule: "rule" in item.dataset,
    name: item.querySelector(".move-step-name").textContent,
    date: item.querySelector("[data-date]"),
  };
}

function read() {
  state = findState(location);
  fillForm();
  show();
}

/** Puts the answers into the form; one that the form does not know was never given. */
function fillForm() {
  for (const name of QUESTIONS) {
    form.elements[name].value = state[name];
    state[name] = form.elements[name].value;
  }
}

/** Keeps what was said, in the address and in the browser, and shows what follows from it. */
function keep() {
  const said = writeState(state);
  history.replaceState(null, "", `${location.pathname}${said ? `#${said}` : ""}`);
  storeState(state);
  show();
}

function show() {
  const isPersonal = QUESTIONS.some((name) => state[name]);
  const shown = steps.filter((step) => fits(step.who, state));
  for (const step of steps) showStep(step, shown.includes(step));
  for (const phase of phases) arrange(phase, isPersonal, shown);
  for (const step of steps) showFirst(step.item, shown);
  result.hidden = !isPersonal && !state.done.size;
  plain.hidden = isPersonal;
  sum(shown);
  const said = writeState(state);
  for (const link of document.querySelectorAll(".site-languages a[href]")) link.hash = said;
}

function showStep(step, isShown) {
  const isDone = state.done.has(step.slug);
  step.item.hidden = !isShown;
  step.box.checked = isDone;
  step.item.classList.toggle("is-done", isDone);
  const day = dayFor(step);
  const isLate = Boolean(day) && !isDone && dayOf(day) < today(timeZone);
  step.item.classList.toggle("is-late", isLate);
  step.date.hidden = !day;
  if (!day) return;
  const said = isLate ? "late" : step.isRule ? "deadline" : "advice";
  step.date.replaceChildren(element("time", { dateTime: day }, phrase(said, { day: inWords(day) })));
}

/** The day by which a step is due; '' where it has none, or nobody said when they arrive. */
function dayFor(step) {
  return state.arrival && step.days !== null ? addDays(state.arrival, step.days) : "";
}

/** One list in the order of the move, or the lists of each situation as they were. */
function arrange({ section, situations, heading, mine, steps: own }, isPersonal, shown) {
  for (const node of situations) node.hidden = isPersonal;
  const ordered = [...own].sort((a, b) => a.order - b.order);
  if (isPersonal) {
    // What stands in its place already stays there, so that no tick loses the focus.
    if (!mine.isConnected) {
      mine.append(...ordered.map((step) => step.item));
      section.append(heading, mine);
    }
  } else if (mine.isConnected) {
    for (const step of ordered) step.home.append(step.item);
    heading.remove();
    mine.remove();
  }
  section.hidden = !own.some((step) => shown.includes(step));
}

/** Of what has to be done before, shows what concerns the same person. */
function showFirst(item, shown) {
  const block = item.querySelector("[data-after]");
  if (!block) return;
  const ids = new Set(shown.map((step) => step.item.id));
  const links = [...block.querySelectorAll("a")];
  for (const link of links) link.parentElement.hidden = !ids.has(link.hash.slice(1));
  block.hidden = links.every((link) => link.parentElement.hidden);
}

function sum(shown) {
  const done = shown.filter((step) => state.done.has(step.slug)).length;
  const said = [counted("steps", shown.length), counted("done", done)];
  if (!state.arrival) said.push(phrase("no-arrival"));
  part("status").textContent = said.join(" ");
  part("progress").max = Math.max(1, shown.length);
  part("progress").value = done;
  part("calendar").hidden = !events().length;
  part("said").textContent = result.hidden ? phrase("cleared") : "";
}

function ownAddress(hash = writeState(state)) {
  return `${location.origin}${location.pathname}${hash ? `#${hash}` : ""}`;
}

/** What is left to do on a day, as events. */
function events() {
  const left = steps.filter(
    (step) => !step.item.hidden && !state.done.has(step.slug) && dayFor(step),
  );
  return left.map((step) => {
    const official = step.item.querySelector("[data-official]").href;
    const what = step.item.querySelector(".prose").innerText.trim();
    return {
      // The same for one step every time, so that a calendar moves what it has when dates change.
      uid: `${step.slug}.my-move@${location.hostname}`,
      day: dayFor(step),
      summary: step.isRule ? phrase("due", { step: step.name }) : step.name,
      description: `${what}\n\n${phrase("official", { address: official })}`,
      url: ownAddress(step.item.id),
    };
  });
}

function saveCalendar() {
  const file = calendar(events(), {
    name: phrase("calendar"),
    stamp: new Date(),
    language: document.documentElement.lang,
    product: location.hostname,
  });
  const address = URL.createObjectURL(new Blob([file], { type: "text/calendar;charset=utf-8" }));
  const link = element("a", { href: address, download: `${phrase("file")}.ics` });
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(address);
}
