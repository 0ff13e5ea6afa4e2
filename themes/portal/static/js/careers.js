// entry
// Two careers, one move: the places and employers where two competences are sought within reach.

import { loadChoices } from "./choices-data.js";
import {
  companyCard,
  copy,
  counted,
  element,
  number,
  phrase,
  takeAlong,
} from "./choices-page.js";
import { bestPlaces, employersOfBoth } from "./choices-reach.js";

const EMPLOYERS_SHOWN = 4;
const PLACES_SHOWN = 8;
const BOTH_SHOWN = 12;

const form = document.querySelector("[data-careers]");
const results = document.querySelector("[data-careers-results]");
const part = (name) => results.querySelector(`[data-careers-${name}]`);
const usualKm = form.elements.km.value;
let loading = null;
let places = [];
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
part("more").addEventListener("click", () => showPlaces(places.length));
read();
show();

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
  let choices;
  try {
    loading ??= loadChoices(form.dataset.careers);
    choices = await loading;
  } catch {
    loading = null;
    part("status").textContent = phrase("failed");
    return;
  }
  // Whoever chose something else in the meantime waits for that.
  if (query() !== asked) return;
  wanted = {
    choices,
    positions: [a.value, b.value].map((slug) => choices.values.competence.get(slug).at),
    names: [a, b].map((field) => field.selectedOptions[0].textContent.trim()),
  };
  const both = employersOfBoth(choices, [a.value, b.value]);
  places = bestPlaces(choices, [a.value, b.value], Number(km.value));
  part("status").textContent = places.length
    ? counted("places", places.length, { a: wanted.names[0], b: wanted.names[1] })
    : phrase("none");
  part("actions").hidden = false;
  part("both").hidden = !both.length || a.value === b.value;
  part("both")
    .querySelector("ul")
    .replaceChildren(
      ...both
        .slice(0, BOTH_SHOWN)
        .map((company) => companyCard(choices, company, { first: wanted.positions })),
    );
  part("places").hidden = !places.length;
  part("places").querySelector("ol").replaceChildren();
  showPlaces(PLACES_SHOWN);
}

function showPlaces(most) {
  const list = part("places").querySelector("ol");
  const shown = list.children.length;
  const next = places.slice(shown, most).map(placeItem);
  list.append(...next);
  if (shown) next[0]?.querySelector("a").focus();
  part("more").hidden = list.children.length >= places.length;
}

/** A place with the nearest employers for each of the two, and who helps a partner there. */
function placeItem({ place, employers }) {
  const { choices, names, positions } = wanted;
  const [slug, name] = choices.data.municipality[place];
  const same = positions[0] === positions[1];
  const columns = (same ? employers.slice(0, 1) : employers).map((found, who) =>
    element(
      "div",
      {},
      element("h4", {}, counted("seek", found.length, { competence: names[who] })),
      element(
        "ul",
        {},
        ...found.slice(0, EMPLOYERS_SHOWN).map((employer) => employerItem(choices, employer)),
      ),
      ...(found.length > EMPLOYERS_SHOWN
        ? [
            element(
              "p",
              { class: "note" },
              phrase("more", { number: number(found.length - EMPLOYERS_SHOWN) }),
            ),
          ]
        : []),
    ),
  );
  const item = element(
    "li",
    { class: "careers-place" },
    element("h3", {}, element("a", { href: `${choices.data.placeAddress}${slug}/` }, name)),
    element("div", { class: "careers-employers" }, ...columns),
  );
  const consultant = document.querySelector(`[data-consultant="${slug}"]`);
  if (consultant) {
    const said = [...consultant.children].map((child) => child.cloneNode(true));
    item.append(
      element(
        "p",
        { class: "careers-help" },
        element("strong", {}, `${phrase("consultant")}: `),
        ...said.flatMap((child) => [child, " "]),
      ),
    );
  }
  return item;
}

function employerItem(choices, { company, km }) {
  const away = Math.round(km);
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
  );
}
