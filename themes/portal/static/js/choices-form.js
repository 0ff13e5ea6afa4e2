// The form of the facets: what can be chosen, and how many companies each choice would leave.

import { FACETS } from "./choices-data.js";
import { element, number, phrase } from "./choices-page.js";
import { DISTANCES_KM } from "./choices-selection.js";

/** Longer lists of values can be searched. */
const MANY_VALUES = 12;

export class FacetForm {
  /** Fills a form with the facets of some choices; the values that a selection has come first. */
  constructor(choices, form, selection) {
    this.choices = choices;
    this.form = form;
    this.rows = {};
    this.details = {};
    form.append(...FACETS.map((facet) => this.facet(facet, selection.values[facet])));
    this.details.municipality.after(this.nearness());
    this.toResults = element("a", { href: "#Chosen" });
    this.toResultsLine = element("p", { class: "to-results" }, this.toResults);
    form.append(this.toResultsLine);
  }

  /** Opens the groups in which something is chosen, or the first one. */
  openChosen(selection) {
    const chosen = FACETS.filter((facet) => selection.values[facet].length);
    for (const facet of chosen.length ? chosen : FACETS.slice(0, 1)) this.details[facet].open = true;
    this.near.open = Boolean(selection.near);
  }

  /** What is chosen now. */
  read() {
    const values = {};
    for (const facet of FACETS) {
      const chosen = this.rows[facet].filter(({ box }) => box.checked);
      values[facet] = chosen.map(({ slug }) => slug);
    }
    return { values, near: this.place.value, km: Number(this.km.value) };
  }

  /** Shows a selection and what each further choice would give. */
  show(selection, { counts, number: found }, query) {
    for (const facet of FACETS) {
      const chosen = new Set(selection.values[facet]);
      for (const row of this.rows[facet]) {
        row.box.checked = chosen.has(row.slug);
        showCount(row, counts[facet][row.at]);
      }
      mark(this.details[facet], chosen.size ? number(chosen.size) : "");
    }
    this.place.value = selection.near;
    this.km.value = String(selection.km);
    mark(this.near, selection.near && phrase("kilometres", { km: number(selection.km) }));
    this.toResultsLine.hidden = !query;
    this.toResults.textContent = `${phrase("to-results")} (${number(found)})`;
  }

  focus() {
    this.form.querySelector("summary").focus();
  }

  /** A facet: a box for each value, in a group that opens and closes. */
  facet(facet, first) {
    const values = [...this.choices.values[facet]];
    // What an address chose must not be out of sight at the end of a long list.
    values.sort(([one], [other]) => first.includes(other) - first.includes(one));
    const rows = values.map(([slug, { name, at }]) => valueRow(facet, slug, name, at));
    this.rows[facet] = rows;
    const summary = element("summary", {}, phrase(facet), " ", element("span", { class: "facet-chosen" }));
    const group = element("div", { role: "group", "aria-label": phrase(facet) });
    if (rows.length > MANY_VALUES) group.append(finder(facet, rows));
    group.append(element("ul", { class: "facet-values" }, ...rows.map(({ row }) => row)));
    this.details[facet] = element("details", { class: "narrow facet" }, summary, group);
    return this.details[facet];
  }

  /** The distance from a municipality: where from, and how far. */
  nearness() {
    const places = [...this.choices.values.municipality].map(([slug, { name }]) =>
      element("option", { value: slug }, name),
    );
    const distances = DISTANCES_KM.map((km) =>
      element("option", { value: String(km) }, phrase("kilometres", { km: number(km) })),
    );
    const anywhere = element("option", { value: "" }, phrase("anywhere"));
    this.place = element("select", { name: "near" }, anywhere, ...places);
    this.km = element("select", { name: "km" }, ...distances);
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
}

function valueRow(facet, slug, name, at) {
  const box = element("input", { type: "checkbox", name: facet, value: slug });
  const count = element("span", { class: "number" });
  const row = element("li", {}, element("label", {}, box, element("span", {}, name), " ", count));
  return { slug, at, name: name.toLocaleLowerCase(), box, count, row, counted: null };
}

/** Shows what a value would give. Most counts stay when little changes, and cost nothing then. */
function showCount(row, found) {
  if (row.counted !== found) {
    row.counted = found;
    row.count.textContent = number(found);
  }
  const hidden = !found && !row.box.checked;
  if (row.row.hidden !== hidden) row.row.hidden = hidden;
}

/** A field that leaves those values of a long facet whose names hold what is typed. */
function finder(facet, rows) {
  const field = element("input", { type: "search", autocomplete: "off", class: "facet-find" });
  field.setAttribute("aria-label", `${phrase("find")}: ${phrase(facet)}`);
  field.placeholder = phrase("find");
  field.addEventListener("input", () => {
    const typed = field.value.trim().toLocaleLowerCase();
    for (const { row, name } of rows) row.classList.toggle("not-found", !name.includes(typed));
  });
  // Typing here chooses nothing yet.
  field.addEventListener("change", (event) => event.stopPropagation());
  return field;
}

function mark(details, text) {
  const chosen = details.querySelector(".facet-chosen");
  if (chosen.textContent !== text) chosen.textContent = text;
}
