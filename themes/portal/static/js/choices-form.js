// The form of the facets: what can be chosen, and how many things each choice would leave.

import { element, number, phrase } from "./choices-page.js";

/** Longer lists of values can be searched. */
const MANY_VALUES = 12;

export class FacetForm {
  /** Fills a form with the facets of some choices; the values that a selection has come first. */
  constructor(choices, form, selection) {
    this.choices = choices;
    this.kind = choices.kind;
    this.form = form;
    this.rows = {};
    this.details = {};
    if (this.kind.orders.length) form.append(this.ordering());
    form.append(...this.kind.facets.map((facet) => this.facet(facet, selection.values[facet])));
    this.details.municipality.after(this.nearness());
    this.toResults = element("a", { href: "#Chosen" });
    this.toResultsLine = element("p", { class: "to-results" }, this.toResults);
    form.append(this.toResultsLine);
  }

  /** Opens the groups in which something is chosen, or the first one where nothing is. */
  openChosen(selection) {
    const { facets, orders } = this.kind;
    const chosen = facets.filter((facet) => selection.values[facet].length);
    this.near.open = Boolean(selection.near);
    const isOther = selection.near || selection.order !== orders[0];
    if (!chosen.length && !isOther) chosen.push(facets[0]);
    for (const facet of chosen) this.details[facet].open = true;
  }

  /** What is chosen now. */
  read() {
    const values = {};
    for (const facet of this.kind.facets) {
      const chosen = this.rows[facet].filter(({ box, slug }) => slug && box.checked);
      values[facet] = chosen.map(({ slug }) => slug);
    }
    const order = this.order ? this.order.value : this.kind.orders[0];
    return { values, near: this.place.value, km: Number(this.km.value), order };
  }

  /** Opens the distance, where one says from where it is. */
  askForPlace() {
    this.near.open = true;
    this.place.focus();
  }

  /** Shows a selection and what each further choice would give. */
  show(selection, { counts, number: found }, query) {
    for (const facet of this.kind.facets) {
      const chosen = new Set(selection.values[facet]);
      for (const row of this.rows[facet]) {
        row.box.checked = row.slug ? chosen.has(row.slug) : chosen.size === 0;
        if (row.slug) showCount(row, counts[facet][row.at]);
      }
      mark(this.details[facet], chosen.size ? number(chosen.size) : "");
    }
    this.place.value = selection.near;
    this.km.value = String(selection.km);
    if (this.order) this.order.value = selection.order;
    mark(this.near, selection.near && distanceName(selection.km));
    this.toResultsLine.hidden = !query;
    this.toResults.textContent = `${phrase("to-results")} (${number(found)})`;
  }

  focus() {
    this.form.querySelector("select, summary").focus();
  }

  /** In which order things are shown. */
  ordering() {
    const orders = this.kind.orders.map((order) =>
      element("option", { value: order }, phrase(`order-${order}`)),
    );
    this.order = element("select", { name: "order" }, ...orders);
    return element("label", { class: "facet-order" }, phrase("order"), " ", this.order);
  }

  /** A facet: a box for each value, in a group that opens and closes. */
  facet(facet, first) {
    const values = [...this.choices.values[facet]];
    // What an address chose must not be out of sight at the end of a long list.
    values.sort(([one], [other]) => first.includes(other) - first.includes(one));
    const type = this.kind.single.includes(facet) ? "radio" : "checkbox";
    const rows = values.map(([slug, { name, at }]) => valueRow({ type, facet, slug, name, at }));
    if (type === "radio") rows.unshift(valueRow({ type, facet, slug: "", name: phrase(`any-${facet}`) }));
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
    const distances = this.kind.distances.map((km) =>
      element("option", { value: String(km) }, distanceName(km)),
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

function distanceName(km) {
  return km === Infinity ? phrase("any-distance") : phrase("kilometres", { km: number(km) });
}

function valueRow({ type, facet, slug, name, at }) {
  const box = element("input", { type, name: facet, value: slug });
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
