// entry
// Truth about time where jobs stand: what is over is hidden or says so from the moment it is over, by
// the clock of the portal's own time zone, and what is new since the last visit is marked.

import { dayOf, onNewDay, today } from "./days.js";
import { lastVisit } from "./visits.js";

const words = document.querySelector("template[data-job-phrases]");
const { timeZone, locale } = words.dataset;
const now = today(timeZone);

markNew(lastVisit(now));
hidePassed(now);
onNewDay(timeZone, hidePassed);

/** A phrase of the page; with a number, in the form that the language wants for it. */
function phrase(name, number) {
  const said = (form) => words.content.querySelector(`[data-phrase="${name}"]${form}`);
  if (number === undefined) return said("").textContent.trim();
  const form = new Intl.PluralRules(locale).select(number);
  const found = said(`[data-form="${form}"]`) ?? said(`[data-form="other"]`);
  return found.textContent.trim().replace("{number}", new Intl.NumberFormat(locale).format(number));
}

/** A deadline is the last day on which one can apply. */
function hidePassed(day) {
  for (const list of document.querySelectorAll(".job-list:not([data-facets-list])")) {
    const cards = [...list.querySelectorAll(":scope > .job-card")];
    for (const card of cards) card.hidden = isPassed(card, day);
    sayEmpty(list, cards.every((card) => card.hidden) && cards.length > 0);
  }
  for (const total of document.querySelectorAll("[data-jobs-total]")) correct(total, day);
  for (const time of document.querySelectorAll("time[data-deadline]")) {
    if (isPassed(time, day)) sayPassed(time);
  }
}

function isPassed({ dataset }, day) {
  return Boolean(dataset.deadline) && dayOf(dataset.deadline) < day;
}

function sayEmpty(list, isEmpty) {
  if (!isEmpty && !list.nextElementSibling?.matches("[data-jobs-none]")) return;
  let line = list.nextElementSibling;
  if (!line?.matches("[data-jobs-none]")) {
    line = document.createElement("p");
    line.dataset.jobsNone = "";
    line.textContent = phrase("none");
    list.after(line);
  }
  line.hidden = !isEmpty;
}

/** The number of jobs without those that are over. `data-deadlines` says how many end on which day. */
function correct(total, day) {
  const { jobsTotal, deadlines = "" } = total.dataset;
  const ends = deadlines.split(" ").filter(Boolean).map((end) => end.split("*"));
  const over = ends.filter(([last]) => Number(last) < day);
  const left = over.reduce((sum, [, number = 1]) => sum - number, Number(jobsTotal));
  if (over.length) total.textContent = phrase(total.dataset.jobsPhrase ?? "jobs", left);
}

/** On a job's own page: the day stays, the ways to apply go. */
function sayPassed(time) {
  const line = document.createElement("strong");
  line.className = "passed";
  line.textContent = phrase("passed").replace("{day}", time.textContent.trim());
  (time.closest("strong") ?? time).replaceWith(line);
  for (const apply of document.querySelectorAll("[data-apply]")) apply.hidden = true;
}

function markNew(since) {
  if (since === null) return;
  for (const posted of document.querySelectorAll(".job-card-days > time")) {
    if (dayOf(posted.dateTime) < since) continue;
    const mark = document.createElement("span");
    mark.className = "job-card-new";
    mark.textContent = phrase("new");
    posted.parentElement.prepend(mark, " ");
  }
}
