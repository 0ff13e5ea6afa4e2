// The facets of a list: a form of what can be chosen, and what fits.

import { FacetForm } from "./choices-form.js";
import { copy, counted, element, phrase, takeAlong } from "./choices-page.js";
import { PagedList } from "./choices-paged.js";
import { emptySelection, readSelection, selectionQuery } from "./choices-selection.js";
import { numbers } from "./choices-sets.js";
import { nextTask } from "./choices-tasks.js";

const SHOWN_AT_ONCE = 24;

/**
 * Puts the facets in the place of the plain lists; gives them, or nothing without data.
 *
 * `load` gives the choices; `list` says how things are shown: `card(choices, selection, found)` makes
 * the element of one, `sentence(choices, selection)` says what is chosen, `found` is the phrase that
 * counts.
 */
export async function openFacets(place, load, list) {
  let choices;
  try {
    choices = await load(place);
  } catch {
    place.append(element("p", { class: "note", role: "alert" }, phrase("failed")));
    return null;
  }
  await nextTask();
  // Browsers note what all fields hold with every address, unless a form says that it is no use.
  const form = element("form", { autocomplete: "off" });
  const facets = new Facets(choices, form, list);
  await nextTask();
  place.querySelector("[data-facets-open]").hidden = true;
  for (const list of document.querySelectorAll(".side-column > .narrow")) list.hidden = true;
  facets.show();
  const frame = place.querySelector("[data-facets-form]");
  frame.append(form);
  frame.hidden = false;
  return facets;
}

class Facets {
  constructor(choices, form, list) {
    this.choices = choices;
    this.words = list;
    this.results = document.querySelector("[data-facets-results]");
    this.plain = [...this.results.parentElement.children].filter((part) => part !== this.results);
    this.selection = readSelection(location.search, choices);
    this.form = new FacetForm(choices, form, this.selection);
    this.form.openChosen(this.selection);
    this.list = new PagedList(
      { list: this.part("list"), button: this.part("more"), said: this.part("shown") },
      { make: (found) => list.card(choices, this.selection, found), atOnce: SHOWN_AT_ONCE },
    );
    form.addEventListener("change", () => this.choose(this.inPlace(this.form.read())));
    // Everything is applied at once, so that sending the form has nothing to do.
    form.addEventListener("submit", (event) => event.preventDefault());
    this.part("clear").addEventListener("click", () => {
      this.choose(emptySelection(choices.kind));
      this.form.focus();
    });
    this.part("copy").addEventListener("click", () => {
      copy(`${this.words.sentence(choices, this.selection)}\n${location.href}`, this.part("status"));
    });
    addEventListener("popstate", () => {
      this.selection = readSelection(location.search, choices);
      this.show();
    });
  }

  part(name) {
    return this.results.querySelector(`[data-facets-${name}]`);
  }

  /** Whoever says from where wants to see what is near; without that, nothing is nearer. */
  inPlace(selection) {
    const { orders } = this.choices.kind;
    if (!orders.includes("distance")) return selection;
    const isNew = selection.near !== this.selection.near;
    if (isNew && selection.near) return { ...selection, order: "distance" };
    if (isNew) return { ...selection, order: withoutDistance(selection.order) };
    if (!selection.near && selection.order === "distance") this.form.askForPlace();
    return selection;
  }

  choose(selection) {
    this.selection = selection;
    const query = selectionQuery(selection, this.choices.kind);
    // The first page of the list stands for all of them.
    history.pushState(null, "", this.choices.data.address + query);
    this.show();
  }

  show() {
    const chosen = this.choices.choose(this.selection);
    const query = selectionQuery(this.selection, this.choices.kind);
    this.form.show(this.selection, chosen, query);
    takeAlong(query);
    this.results.hidden = !query;
    for (const part of this.plain) part.hidden = Boolean(query);
    this.part("status").textContent = "";
    this.list.show(query ? this.inOrder(chosen.items) : [], query ? chosen.number : 0);
    if (!query) return;
    this.results.querySelector("h2").textContent = counted(this.words.found, chosen.number);
    this.part("sentence").textContent = this.words.sentence(this.choices, this.selection);
    this.part("none").hidden = chosen.number > 0;
    this.part("without").replaceChildren(...(chosen.number ? [] : this.waysOut(chosen.without)));
  }

  /** What is in a set, as the selection orders it. */
  inOrder(items) {
    const { near, order } = this.selection;
    const { choices } = this;
    if (near && (order === "distance" || !order)) {
      return choices.nearestFirst(items, choices.values.municipality.get(near).at);
    }
    return choices.ordered(items, order);
  }

  /** Where nothing fits: for each facet that is in the way a button that takes it away. */
  waysOut(without) {
    const ways = Object.entries(without).filter(([, found]) => found);
    return ways.map(([facet, found]) => {
      const button = element(
        "button",
        { type: "button", class: "quiet-button" },
        counted("without", found, { facet: phrase(facet) }),
      );
      button.addEventListener("click", () => {
        this.choose(withoutFacet(this.selection, facet));
        this.results.focus();
      });
      return element("li", {}, button);
    });
  }
}

function withoutFacet(selection, facet) {
  if (facet === "near") return { ...selection, near: "", order: withoutDistance(selection.order) };
  return { ...selection, values: { ...selection.values, [facet]: [] } };
}

function withoutDistance(order) {
  return order === "distance" ? "newest" : order;
}
