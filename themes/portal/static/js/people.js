// entry
// People like me: stories of people, or those who answer questions, from the same country, of the same profession, in the same
// situation. The address holds what was chosen.

import { counted, phrase, takeAlong } from "./choices-page.js";

const NEAR = 0.5; // A profession of the same field is worth half as much as the same profession.

const form = document.querySelector("[data-people]");
const status = form.querySelector("[data-people-status]");
const selects = [...form.querySelectorAll("select")];
const people = [...document.querySelectorAll("[data-tags]")].map((card) => ({
  card,
  tags: new Set(card.dataset.tags.split(" ")),
}));

read();
form.hidden = false;
show();
form.addEventListener("change", changed);
form.querySelector("[data-people-all]").addEventListener("click", () => {
  for (const select of selects) select.value = "";
  changed();
});
addEventListener("popstate", () => {
  read();
  show();
});

/** Puts what the address says into the form. */
function read() {
  const asked = new URLSearchParams(location.search);
  for (const select of selects) {
    select.value = asked.get(select.name) ?? "";
    if (select.selectedIndex < 0) select.value = "";
  }
}

function changed() {
  const chosen = selects.filter(({ value }) => value).map(({ name, value }) => [name, value]);
  const query = chosen.length ? `?${new URLSearchParams(chosen)}` : "";
  history.replaceState(null, "", query || location.pathname);
  show();
}

function show() {
  takeAlong(location.search);
  const wanted = selects.filter(({ value }) => value);
  const likeness = new Map(people.map(({ card, tags }) => [card, sum(wanted, tags)]));
  const most = Math.max(...likeness.values());
  const isWhole = most === wanted.length;
  // Not by ``hidden``: that is how those go whose time is over.
  for (const [card, like] of likeness) {
    card.toggleAttribute("data-unlike", like < most || (like === 0 && wanted.length > 0));
  }
  const shown = people.filter(({ card }) => !card.hidden && !card.matches("[data-unlike]")).length;
  if (isWhole) status.textContent = counted("people", shown);
  else status.textContent = phrase(most > 0 ? "nearest" : "nobody");
}

/** How much of what is wanted somebody has. */
function sum(wanted, tags) {
  return wanted.reduce((like, select) => like + alike(select, tags), 0);
}

function alike(select, tags) {
  if (tags.has(select.value)) return 1;
  const field = select.selectedOptions[0].closest("optgroup")?.dataset.tag;
  return field && tags.has(field) ? NEAR : 0;
}
