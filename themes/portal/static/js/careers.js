// entry
// Two careers, one move: the places and employers where two competences are sought within reach.

import { loadChoices } from "./choices-companies.js";
import { loadOpenings } from "./choices-openings.js";
import { companyCard, copy, counted, element, number, phrase, takeAlong } from "./choices-page.js";
import { PagedList } from "./choices-paged.js";
import { bestPlaces, employersOfBoth } from "./choices-reach.js";
import { COMPANIES, emptySelection, selectionQuery } from "./choices-selection.js";
import { nextTask } from "./choices-tasks.js";
import { onNewDay, today } from "./days.js";

const EMPLOYERS_SHOWN = 4;
const PLACES_SHOWN = 8;
const BOTH_SHOWN = 6;

const form = document.querySelector("[data-careers]");
const results = document.querySelector("[data-careers-results]");
const part = (name) => results.querySelector(`[data-careers-${name}]`);
const usualKm = form.elements.km.value;
const { timeZone } = form.dataset;
const lists = {
  both: pagedList("both", { make: bothCard, atOnce: BOTH_SHOWN }),
  places: pagedList("places", { make: placeItem, atOnce: PLACES_SHOWN }),
};
let loading = null;
let wanted = null;

form.hidden = false;
results.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  part("status").focus();
});
form.addEventListener("change", () => {
  history.pushState(null, "", query() || location.pathname);
  show();
});
addEventListener("popstate", () => {
  read();
  show();
});
part("copy").addEventListener("click", () => {
  copy(`${part("status").textContent}\n${location.href}`, part("copied"));
});
read();
show();
if (form.dataset.openings) onNewDay(timeZone, show);

function pagedList(name, options) {
  const [list, button, said] = ["list", "more", "shown"].map((what) => part(`${name}-${what}`));
  return new PagedList({ list, button, said }, options);
}

/** Puts what the address says into the form. */
function read() {
  const parameters = new URLSearchParams(location.search);
  for (const name of ["a", "b", "km"]) {
    const field = form.elements[name];
    const fallback = name === "km" ? usualKm : "";
    const value = parameters.get(name) ?? fallback;
    const known = [...field.options].some((option) => option.value === value);
    field.value = known ? value : fallback;
  }
}

function query() {
  const { a, b, km } = form.elements;
  if (!a.value && !b.value) return "";
  return `?${new URLSearchParams({ a: a.value, b: b.value, km: km.value })}`;
}

async function show() {
  takeAlong(query());
  const { a, b, km } = form.elements;
  for (const name of ["both", "places", "actions"]) part(name).hidden = true;
  part("copied").textContent = "";
  if (!a.value || !b.value) {
    part("status").textContent = phrase("choose");
    return;
  }
  const asked = query();
  let choices, openings;
  try {
    loading ??= Promise.all([
      loadChoices(form.dataset.careers),
      loadOpenings(form.dataset.openings),
    ]);
    [choices, openings] = await loading;
    await nextTask();
  } catch {
    loading = null;
    part("status").textContent = phrase("failed");
    return;
  }
  // Whoever chose something else in the meantime waits for that.
  if (query() !== asked) return;
  const slugs = [a.value, b.value];
  wanted = {
    choices,
    openings,
    day: today(timeZone),
    slugs,
    km: Number(km.value),
    positions: slugs.map((slug) => choices.values.competence.get(slug).at),
    names: [a, b].map((field) => field.selectedOptions[0].textContent.trim()),
  };
  const places = bestPlaces(choices, slugs, wanted.km);
  showPlaces(places);
  showBoth(places);
  part("actions").hidden = false;
}

function showPlaces(places) {
  const { km } = wanted;
  const [one, other] = wanted.names;
  const said = km ? "places" : "places-here";
  part("status").textContent = places.length
    ? counted(said, places.length, { a: one, b: other, km: number(km) })
    : phrase("none");
  part("places").hidden = !places.length;
  lists.places.show(places, places.length);
}

/** Employers that seek both count where one home reaches all their sites. */
function showBoth(places) {
  const { choices, slugs, km } = wanted;
  const { employers, apart } = employersOfBoth(choices, slugs, km, places);
  part("both").hidden = slugs[0] === slugs[1] || !(employers.length || apart);
  const found = employers.length
    ? counted(km ? "both" : "both-here", employers.length, { km: number(km) })
    : "";
  part("both-note").textContent = [found, apart ? counted("apart", apart) : ""].join(" ").trim();
  lists.both.show(employers, employers.length);
}

function bothCard({ company, place, km }) {
  const { choices, positions } = wanted;
  const away = Math.round(km);
  const name = choices.data.municipality[place][1];
  const note = away ? phrase("from-home", { km: number(away), place: name }) : "";
  const card = companyCard(choices, company, { first: positions, note });
  const open = openJobs(company, [0, 1]);
  if (open) card.querySelector(".company-card-competences").after(element("p", { class: "company-card-jobs" }, open));
  return card;
}

/** The way to an employer's open jobs: how many for what one or both seek, or else how many there are. */
function openJobs(company, two) {
  const { choices, openings, day, slugs, names } = wanted;
  if (!openings) return null;
  const its = two.map((who) => slugs[who]);
  const { all, sought } = openings.count(choices.companies.slug[company], its, day);
  if (!all) return null;
  const found = two.map((who, at) => ({ competence: names[who], number: sought[at] }));
  const said = found
    .filter(({ number }) => number)
    .map(({ competence, number }) =>
      counted(two.length > 1 ? "openings-for" : "openings", number, { competence }),
    );
  return element(
    "a",
    { class: "careers-open", href: `${choices.address(company)}#Jobs` },
    said.join(" · ") || counted("openings-other", all),
  );
}

/** A place with the nearest employers for each of the two, and who helps a partner there. */
function placeItem({ place, numbers }) {
  const { choices, slugs } = wanted;
  const [slug, name] = choices.data.municipality[place];
  const two = slugs[0] === slugs[1] ? [0] : [0, 1];
  const item = element(
    "li",
    { class: "careers-place" },
    element("h3", {}, element("a", { href: `${choices.data.placeAddress}${slug}/` }, name)),
    element(
      "div",
      { class: "careers-employers" },
      ...two.map((who) => employersColumn(place, who, numbers[who])),
    ),
  );
  const help = helpAt(slug);
  if (help) item.append(help);
  return item;
}

/** The nearest employers for one of the two, and the way to all of them. */
function employersColumn(place, who, many) {
  const { choices, slugs, names, km } = wanted;
  const companies = choices.having("competence", [slugs[who]]);
  const list = element("ul", {});
  for (const employer of choices.nearestFirst(companies, place, km)) {
    if (list.children.length === EMPLOYERS_SHOWN) break;
    list.append(employerItem(choices, employer, who));
  }
  const column = element(
    "div",
    {},
    element("h4", {}, counted("seek", many, { competence: names[who] })),
    list,
  );
  if (many > EMPLOYERS_SHOWN) {
    const all = phrase("all-employers", { number: number(many), competence: names[who] });
    column.append(element("p", {}, element("a", { href: listAddress(place, slugs[who]) }, all)));
  }
  return column;
}

/** The list of companies with a competence chosen, and with what is within reach of a place. */
function listAddress(place, competence) {
  const { choices, km } = wanted;
  const [slug] = choices.data.municipality[place];
  const selection = emptySelection(COMPANIES);
  selection.values.competence = [competence];
  if (km) Object.assign(selection, { near: slug, km });
  else selection.values.municipality = [slug];
  return choices.data.address + selectionQuery(selection, COMPANIES);
}

function helpAt(slug) {
  const consultant = document.querySelector(`[data-consultant="${slug}"]`);
  if (!consultant) return null;
  const said = [...consultant.children].map((child) => child.cloneNode(true));
  return element(
    "p",
    { class: "careers-help" },
    element("strong", {}, `${phrase("consultant")}: `),
    ...said.flatMap((child) => [child, " "]),
  );
}

function employerItem(choices, { item: company, km }, who) {
  const away = Math.round(km);
  const open = openJobs(company, [who]);
  return element(
    "li",
    {},
    element("a", { href: choices.address(company) }, choices.companies.name[company]),
    " ",
    element(
      "span",
      { class: "note" },
      away ? phrase("away", { km: number(away) }) : phrase("here"),
    ),
    ...(open ? [" ", open] : []),
  );
}
