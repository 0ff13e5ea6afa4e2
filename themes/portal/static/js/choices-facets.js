// The facets of the list of companies: what can be chosen, how many companies each choice would
// leave, and the companies that fit.

import { FACETS, loadChoices } from "./choices-data.js";
import {
  companyCard,
  copy,
  counted,
  element,
  listed,
  number,
  phrase,
  takeAlong,
} from "./choices-page.js";
import {
  DISTANCES_KM,
  emptySelection,
  readSelection,
  selectionQuery,
} from "./choices-selection.js";
import { numbers } from "./choices-sets.js";

const SHOWN_AT_ONCE = 24;
/** Longer lists of values can be searched. */
const MANY_VALUES = 12;
/** Facets whose values are whole statements rather than names. */
const STATEMENTS = new Set(["danish", "offers", "size"]);

/** Puts the facets in the place of the plain lists; gives their form, or nothing without data. */
export async function openFacets(place) {
  const form = place.querySelector("[data-facets-form]");
  let choices;
  try {
    choices = await loadChoices(place.dataset.facets);
  } catch {
    place.append(element("p", { class: "note", role: "alert" }, phrase("failed")));
    return null;
  }
  place.querySelector("[data-facets-open]").hidden = true;
  for (const list of document.querySelectorAll(".side-column > .narrow")) list.hidden = true;
  new Facets(choices, form, document.querySelector("[data-facets-results]"));
  form.hidden = false;
  return form;
}

class Facets {
  constructor(choices, form, results) {
    this.choices = choices;
    this.form = form;
    this.results = results;
    this.plain = [...results.parentElement.children].filter((part) => part !== results);
    this.selection = readSelection(location.search, choices);
    this.boxes = {};
    this.details = {};
    form.append(...FACETS.map((facet) => this.facet(facet)));
    this.details.municipality.after(this.nearness());
    this.toResults = element("a", { href: "#Chosen" });
    form.append(element("p", { class: "to-results" }, this.toResults));
    form.addEventListener("change", (event) => this.changed(event));
    this.part("clear").addEventListener("click", () => this.clear());
    this.part("more").addEventListener("click", () => this.showMore());
    this.part("copy").addEventListener("click", () => {
      copy(`${this.sentence()}\n${location.href}`, this.part("status"));
    });
    addEventListener("popstate", () => {
      this.selection = readSelection(location.search, choices);
      this.show();
    });
    this.show();
    const chosen = FACETS.filter((facet) => this.selection.values[facet].length);
    for (const facet of chosen.length ? chosen : FACETS.slice(0, 1)) this.details[facet].open = true;
    this.near.open = Boolean(this.selection.near);
  }

  part(name) {
    return this.results.querySelector(`[data-facets-${name}]`);
  }

  /** A facet: a box for each value, in a group that opens and closes. */
  facet(facet) {
    this.boxes[facet] = new Map();
    const list = element("ul", { class: "facet-values" });
    const first = this.selection.values[facet];
    const values = [...this.choices.values[facet]];
    // What an address chose must not be out of sight at the end of a long list.
    values.sort(([one], [other]) => first.includes(other) - first.includes(one));
    for (const [slug, { name, at }] of values) {
      const box = element("input", { type: "checkbox", name: facet, value: slug });
      const count = element("span", { class: "number" });
      const row = element("li", {}, element("label", {}, box, element("span", {}, name), " ", count));
      this.boxes[facet].set(slug, { box, count, row, at, name: name.toLocaleLowerCase() });
      list.append(row);
    }
    const summary = element("summary", {}, phrase(facet), " ", element("span", { class: "facet-chosen" }));
    const group = element("div", { role: "group" });
    group.setAttribute("aria-label", phrase(facet));
    if (this.choices.values[facet].size > MANY_VALUES) group.append(this.finder(facet));
    group.append(list);
    this.details[facet] = element("details", { class: "narrow facet" }, summary, group);
    return this.details[facet];
  }

  /** A field that leaves those values of a long facet whose names hold what is typed. */
  finder(facet) {
    const field = element("input", { type: "search", autocomplete: "off", class: "facet-find" });
    field.setAttribute("aria-label", `${phrase("find")}: ${phrase(facet)}`);
    field.placeholder = phrase("find");
    field.addEventListener("input", () => {
      const typed = field.value.trim().toLocaleLowerCase();
      for (const { row, name } of this.boxes[facet].values()) {
        row.classList.toggle("not-found", !name.includes(typed));
      }
    });
    // Typing here chooses nothing yet.
    field.addEventListener("change", (event) => event.stopPropagation());
    return field;
  }

  /** The distance from a municipality: where from, and how far. */
  nearness() {
    const places = [...this.choices.values.municipality].map(([slug, { name }]) =>
      element("option", { value: slug }, name),
    );
    this.place = element(
      "select",
      { name: "near" },
      element("option", { value: "" }, phrase("anywhere")),
      ...places,
    );
    this.km = element(
      "select",
      { name: "km" },
      ...DISTANCES_KM.map((km) =>
        element("option", { value: String(km) }, phrase("kilometres", { km: number(km) })),
      ),
    );
    this.near = element(
      "details",
      { class: "narrow facet" },
      element("summary", {}, phrase("near"), " ", element("span", { class: "facet-chosen" })),
      element(
        "div",
        { class: "facet-near" },
        element("label", {}, phrase("near-km"), " ", this.km),
        element("label", {}, phrase("near-place"), " ", this.place),
      ),
    );
    return this.near;
  }

  changed() {
    for (const facet of FACETS) {
      const boxes = [...this.boxes[facet].values()].filter(({ box }) => box.checked);
      this.selection.values[facet] = boxes.map(({ box }) => box.value);
    }
    this.selection.near = this.place.value;
    this.selection.km = Number(this.km.value);
    this.remember();
    this.show();
  }

  clear() {
    this.selection = emptySelection();
    this.remember();
    this.show();
    this.form.querySelector("summary").focus();
  }

  remember() {
    // The first page of the list stands for all of them.
    history.pushState(null, "", this.choices.data.address + selectionQuery(this.selection));
  }

  show() {
    const { companies, counts } = this.choices.choose(this.selection);
    this.showCounts(counts);
    const query = selectionQuery(this.selection);
    takeAlong(query);
    this.results.hidden = !query;
    for (const part of this.plain) part.hidden = Boolean(query);
    this.found = query ? this.inOrder(companies) : [];
    this.toResults.hidden = !query;
    this.toResults.textContent = `${phrase("to-results")} (${number(this.found.length)})`;
    this.shown = 0;
    this.part("status").textContent = "";
    this.part("list").replaceChildren();
    if (!query) return;
    this.results.querySelector("h2").textContent = counted("companies", this.found.length);
    const none = this.found.length ? "" : ` ${phrase("none")}`;
    this.part("sentence").textContent = this.sentence() + none;
    this.showMore();
  }

  /** The companies of a set by name, or nearest first where a distance is chosen. */
  inOrder(companies) {
    const found = [...numbers(companies)];
    const { near } = this.selection;
    if (!near) return found;
    const from = this.choices.values.municipality.get(near).at;
    const away = new Map(found.map((company) => [company, this.choices.distanceTo(company, from)]));
    return found.sort((one, other) => away.get(one) - away.get(other) || one - other);
  }

  showCounts(counts) {
    for (const facet of FACETS) {
      const chosen = this.selection.values[facet];
      for (const [slug, { box, count, row, at }] of this.boxes[facet]) {
        const found = counts[facet][at];
        box.checked = chosen.includes(slug);
        // Most counts stay when little changes, and then the page has nothing to lay out anew.
        const text = number(found);
        if (count.textContent !== text) count.textContent = text;
        row.hidden = !found && !box.checked;
      }
      mark(this.details[facet], chosen.length ? number(chosen.length) : "");
    }
    this.place.value = this.selection.near;
    this.km.value = String(this.selection.km);
    mark(this.near, this.selection.near && phrase("kilometres", { km: number(this.selection.km) }));
  }

  showMore() {
    const first = this.selection.values.competence.map(
      (slug) => this.choices.values.competence.get(slug).at,
    );
    const from = this.selection.near && this.choices.values.municipality.get(this.selection.near).at;
    const next = this.found.slice(this.shown, this.shown + SHOWN_AT_ONCE).map((company) => {
      const km = this.selection.near && Math.round(this.choices.distanceTo(company, from));
      return companyCard(this.choices, company, {
        first,
        note: km ? phrase("kilometres", { km: number(km) }) : "",
      });
    });
    this.part("list").append(...next);
    if (this.shown) next[0]?.querySelector("a").focus();
    this.shown += next.length;
    this.part("more").hidden = this.shown >= this.found.length;
  }

  /** The selection in words. */
  sentence() {
    const { values, near, km } = this.selection;
    const conditions = FACETS.filter((facet) => values[facet].length).map((facet) => {
      const names = values[facet].map((slug) => this.choices.name(facet, slug));
      const quoted = STATEMENTS.has(facet) ? names.map((text) => phrase("quoted", { text })) : names;
      return phrase(`that-${facet}`, { values: listed(quoted, "disjunction") });
    });
    if (near) {
      const place = this.choices.name("municipality", near);
      conditions.push(phrase("that-near", { km: number(km), place }));
    }
    return phrase("that", { conditions: listed(conditions) });
  }
}

function mark(details, text) {
  details.querySelector(".facet-chosen").textContent = text;
}
