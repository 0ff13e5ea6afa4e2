// All jobs, as the build wrote them (plugins/catalogue/job_choices.py), and what time makes of them.

import { Choices, loadData, NOT_KNOWN } from "./choices-data.js";
import { JOBS } from "./choices-selection.js";
import { add, emptySet } from "./choices-sets.js";

/** What a visitor can ask for of the day when a job was posted, in days back from today. */
const POSTED = { day: 1, week: 7, month: 30 };
/** And of its deadline, in days from today. */
const DEADLINES = { week: 7, month: 30 };

/** No deadline comes after all deadlines. */
const NEVER = Infinity;

/** Fetches jobs and names at once and lays them out; throws where they cannot be had. */
export async function loadJobs({ jobs, facets }, time) {
  const [columns, names] = await Promise.all([loadData(jobs), loadData(facets)]);
  return new JobChoices(columns, names, time);
}

export class JobChoices extends Choices {
  /**
   * `time` has `today`, `since` (the day of the last visit, or null; all in days since 1970) and
   * `name(facet, value)`, what a value is called that depends on the day.
   */
  constructor(columns, names, time) {
    super(names, itemsOf(columns, names), JOBS);
    this.time = time;
    this.byDeadline = positionsInOrder(this.items.openUntil);
    this.setToday(time.today);
  }

  /** Which jobs are open, new, or nearly over on a day. */
  setToday(today) {
    const { since, name } = this.time;
    const { postedOn, openUntil } = this.items;
    this.today = today;
    this.all = setWhere(openUntil, (day) => day >= today);
    const from = { ...(since !== null && { visit: since }) };
    for (const [value, days] of Object.entries(POSTED)) from[value] = today - days;
    const postedSets = Object.values(from).map((first) => setWhere(postedOn, (day) => day >= first));
    this.facet("posted", named(Object.keys(from), "posted", name), postedSets);
    const deadlineSets = Object.values(DEADLINES).map((days) =>
      setWhere(openUntil, (day) => day >= today && day < today + days),
    );
    const none = setWhere(openUntil, (day) => day === NEVER);
    const values = [...Object.keys(DEADLINES), "none"];
    this.facet("deadline", named(values, "deadline", name), [...deadlineSets, none]);
  }

  /** The jobs of a set, the newest first, or those first that one can apply for the shortest time. */
  *ordered(items, order) {
    if (order !== "deadline") {
      yield* super.ordered(items);
      return;
    }
    for (const item of this.byDeadline) {
      if (items[item >>> 5] & (1 << (item & 31))) yield { item, km: 0 };
    }
  }

  isNew(job) {
    return this.time.since !== null && this.items.postedOn[job] >= this.time.since;
  }

  address(job) {
    const { company, slug, employers } = this.items;
    return `${this.data.address}${employers.slug[company[job]]}/${slug[job]}/`;
  }
}

function named(values, facet, name) {
  return values.map((value) => [value, name(facet, value)]);
}

/** The columns of all jobs, with positions in the lists of names in the place of those in their own lists. */
function itemsOf({ jobs, newest, ...lists }, names) {
  const employers = names.companies;
  const company = translated(jobs.company, lists.company, employers.slug);
  const column = (facet) =>
    translated(jobs[facet], lists[facet], names[facet].map(([slug]) => slug));
  const municipality = column("municipality");
  municipality.forEach((place, job) => {
    if (place === NOT_KNOWN) municipality[job] = employers.municipality[company[job]];
  });
  let day = newest;
  const postedOn = Int32Array.from(jobs.posted, (days) => (day -= days));
  return {
    slug: jobs.id,
    title: jobs.title,
    employers,
    company,
    postedOn,
    openUntil: Float64Array.from(jobs.deadline, (days, job) =>
      days === NOT_KNOWN ? NEVER : postedOn[job] + days,
    ),
    competence: column("competence"),
    municipality,
    cluster: company.map((employer) => employers.cluster[employer]),
    type: column("type"),
    language: column("language"),
    danish: column("danish"),
    size: company.map((employer) => employers.size[employer]),
  };
}

/** A column of positions in one list, as positions in another that has the same values. */
function translated(column, from, to) {
  const places = new Map(to.map((value, at) => [value, at]));
  const now = from.map((value) => places.get(value) ?? NOT_KNOWN);
  const place = (at) => (at === NOT_KNOWN ? NOT_KNOWN : now[at]);
  return column.map((found) => (Array.isArray(found) ? found.map(place) : place(found)));
}

function setWhere(column, holds) {
  const found = emptySet(column.length);
  column.forEach((value, item) => {
    if (holds(value)) add(found, item);
  });
  return found;
}

/** The positions of a column from its least value to its greatest; equals stay as they are. */
function positionsInOrder(column) {
  return Uint32Array.from(column.keys()).sort(
    (one, other) => column[one] - column[other] || one - other,
  );
}
