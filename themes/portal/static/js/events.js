// entry
// Truth about time where events stand: what is over goes, by the clock of the portal's own time zone,
// and of what repeats the next time is shown.

import { onNewMinute, wallClock } from "./days.js";

const words = document.querySelector("template[data-event-phrases]");
const { timeZone } = words.dataset;

onNewMinute(() => hidePassed(wallClock(timeZone)));

/** Ends are told as clocks show them there, as in 2026-12-03T19:30, so that texts can be compared. */
function hidePassed(now) {
  const isOver = ({ dataset }) => dataset.until <= now;
  for (const card of document.querySelectorAll(".event-card")) {
    const dates = [...card.querySelectorAll("[data-until]")];
    const next = dates.find((date) => !isOver(date));
    for (const date of dates) date.hidden = date !== next;
    card.hidden = dates.length > 0 && !next;
  }
  for (const one of document.querySelectorAll("[data-until]:not(.event-card *)")) {
    one.hidden = isOver(one);
  }
  for (const day of document.querySelectorAll("[data-events-day]")) {
    day.hidden = [...day.querySelectorAll("[data-until]")].every((one) => one.hidden);
  }
  for (const list of document.querySelectorAll(".event-list:has(.event-card)")) sayOver(list);
  sayEventOver();
}

function phrase(name) {
  return words.content.querySelector(`[data-phrase="${name}"]`).textContent.trim();
}

/** A list of which nothing is left says so. */
function sayOver(list) {
  const isEmpty = [...list.children].every((card) => card.hidden);
  const known = list.nextElementSibling;
  if (known?.matches("[data-events-none]")) known.hidden = !isEmpty;
  else if (isEmpty) list.after(line("none"));
}

/** An event's own page, once the last of its dates that the page knows is over. */
function sayEventOver() {
  const dates = [...document.querySelectorAll(".facts dd[data-until]")];
  const heading = document.querySelector(".page-head");
  if (!dates.length || !dates.every((date) => date.hidden)) return;
  for (const date of dates) date.hidden = false;
  for (const gone of document.querySelectorAll("[data-while-coming], .page-head .actions")) gone.hidden = true;
  if (!heading.querySelector(".notice")) heading.append(line("over"));
}

function line(name) {
  const said = document.createElement("p");
  said.className = "notice";
  said.dataset.eventsNone = "";
  said.textContent = phrase(name);
  return said;
}
