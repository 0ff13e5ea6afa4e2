// Choosing jobs by several things at once: how they are shown, and how a selection reads.

import { openFacets } from "./choices-facets.js";
import { loadJobs } from "./choices-jobs.js";
import { element, listed, locale, number, phrase } from "./choices-page.js";
import { onNewDay, today } from "./days.js";
import { lastVisit } from "./visits.js";

const DAY_MS = 24 * 60 * 60 * 1000;

// Days are the same everywhere, once they are known.
const dates = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });

export async function openJobFacets(place) {
  const { timeZone } = document.querySelector("[data-time-zone]").dataset;
  const now = today(timeZone);
  const since = lastVisit(now);
  const name = (facet, value) => phrase(`${facet}-${value}`, { day: date(since) });
  const time = { today: now, since, name };
  const load = ({ dataset }) => loadJobs(dataset, time);
  const facets = await openFacets(place, load, { found: "jobs", card, sentence });
  if (facets) {
    onNewDay(timeZone, (day) => {
      facets.choices.setToday(day);
      facets.show();
    });
  }
  return facets;
}

function date(day) {
  return dates.format(day * DAY_MS);
}

/** A job as lists show it. */
function card(choices, selection, { item: job, km }) {
  const { items } = choices;
  const title = element("a", { href: choices.address(job) }, writtenIn(choices, job));
  const away = Math.round(km);
  const places = [...choices.names(job, "municipality")];
  if (away) places.push(phrase("kilometres", { km: number(away) }));
  const made = element(
    "li",
    { class: "job-card" },
    element("h3", { class: "job-card-title" }, title),
    element(
      "p",
      { class: "job-card-company" },
      items.employers.name[items.company[job]],
      " ",
      element("span", { class: "job-card-place" }, places.map((place) => `· ${place}`).join(" ")),
    ),
  );
  const facts = ["type", "danish"].flatMap((facet) => choices.names(job, facet));
  if (facts.length) made.append(element("p", { class: "job-card-facts" }, facts.join(" · ")));
  made.append(days(choices, job));
  return made;
}

/** The title, marked where it is in another language than the page. */
function writtenIn({ items, data }, job) {
  const [code] = data.language[items.language[job]] ?? [""];
  const page = document.documentElement.lang;
  if (!code || code.split("-")[0] === page.split("-")[0]) return items.title[job];
  return element("span", { lang: code, dir: "auto" }, items.title[job]);
}

function days(choices, job) {
  const { postedOn, openUntil } = choices.items;
  const line = element("p", { class: "job-card-days" });
  if (choices.isNew(job)) line.append(element("span", { class: "job-card-new" }, phrase("new")), " ");
  if (openUntil[job] === Infinity) {
    line.append(phrase("posted-only", { day: date(postedOn[job]) }));
  } else {
    const until = phrase("apply-by", { day: date(openUntil[job]) });
    line.append(element("strong", {}, until), ` · ${phrase("posted-on", { day: date(postedOn[job]) })}`);
  }
  return line;
}

/** The selection in words. */
function sentence(choices, { values, near, km }) {
  const chosen = choices.kind.facets.filter((facet) => values[facet].length);
  const conditions = chosen.map((facet) => {
    const names = values[facet].map((slug) => choices.name(facet, slug));
    return phrase("condition", { facet: phrase(facet), values: listed(names, "disjunction") });
  });
  if (near) {
    const place = choices.name("municipality", near);
    const far = km === Infinity ? "from" : "within";
    conditions.push(phrase(far, { place, km: number(km) }));
  }
  return conditions.join(" · ");
}
