// The facets of the list of companies: a form of what can be chosen, and the companies that fit.

import { FACETS, loadChoices } from "./choices-data.js";
import { FacetForm } from "./choices-form.js";
import { companyCard, copy, counted, element, listed, number, phrase, takeAlong } from "./choices-page.js";
import { PagedList } from "./choices-paged.js";
import { emptySelection, readSelection, selectionQuery } from "./choices-selection.js";
import { numbers } from "./choices-sets.js";
import { nextTask } from "./choices-tasks.js";

const SHOWN_AT_ONCE = 24;
/** Facets whose values are whole statements rather than names. */
const STATEMENTS = new Set(["danish", "offers", "size"]);

/** Puts the facets in the place of the plain lists; gives their form, or nothing without data. */
export async function openFacets(place) {
  let choices;
  try {
    choices = await loadChoices(place.dataset.facets);
  } catch {
    place.append(element("p", { class: "note", role: "alert" }, phrase("failed")));
    return null;
  }
  await nextTask();
  // Browsers note what all fields hold with every address, unless a form says that it is no use.
  const form = element("form", { autocomplete: "off" });
  const facets = new Facets(choices, form, document.querySelector("[data-facets-results]"));
  await nextTask();
  place.querySelector("[data-facets-open]").hidden = true;
  for (const list of document.querySelectorAll(".side-column > .narrow")) list.hidden = true;
  facets.show();
  const frame = place.querySelector("[data-facets-form]");
  frame.append(form);
  frame.hidden = false;
  return form;
}

class Facets {
  constructor(choices, form, results) {
    this.choices = choices;
    this.results = results;
    this.plain = [...results.parentElement.children].filter((part) => part !== results);
    this.selection = readSelection(location.search, choices);
    this.form = new FacetForm(choices, form, this.selection);
    this.form.openChosen(this.selection);
    this.list = new PagedList(
      { list: this.part("list"), button: this.part("more"), said: this.part("shown") },
      { make: (found) => this.card(found), atOnce: SHOWN_AT_ONCE },
    );
    form.addEventListener("change", () => this.choose(this.form.read()));
    // Everything is applied at once, so that sending the form has nothing to do.
    form.addEventListener("submit", (event) => event.preventDefault());
    this.part("clear").addEventListener("click", () => {
      this.choose(emptySelection());
      this.form.focus();
    });
    this.part("copy").addEventListener("click", () => {
      copy(`${this.sentence()}\n${location.href}`, this.part("status"));
    });
    addEventListener("popstate", () => {
      this.selection = readSelection(location.search, choices);
      this.show();
    });
  }

  part(name) {
    return this.results.querySelector(`[data-facets-${name}]`);
  }

  choose(selection) {
    this.selection = selection;
    // The first page of the list stands for all of them.
    history.pushState(null, "", this.choices.data.address + selectionQuery(selection));
    this.show();
  }

  show() {
    const chosen = this.choices.choose(this.selection);
    const query = selectionQuery(this.selection);
    this.form.show(this.selection, chosen, query);
    takeAlong(query);
    this.results.hidden = !query;
    for (const part of this.plain) part.hidden = Boolean(query);
    this.part("status").textContent = "";
    this.list.show(query ? this.inOrder(chosen.companies) : [], query ? chosen.number : 0);
    if (!query) return;
    this.results.querySelector("h2").textContent = counted("companies", chosen.number);
    this.part("sentence").textContent = this.sentence();
    this.part("none").hidden = chosen.number > 0;
    this.part("without").replaceChildren(...(chosen.number ? [] : this.waysOut(chosen.without)));
  }

  /** The companies of a set by name, or nearest first where a distance is chosen. */
  inOrder(companies) {
    const { near } = this.selection;
    if (!near) return byName(companies);
    return this.choices.nearestFirst(companies, this.choices.values.municipality.get(near).at);
  }

  card({ company, km }) {
    const first = this.selection.values.competence.map(
      (slug) => this.choices.values.competence.get(slug).at,
    );
    const away = Math.round(km);
    const note = away ? phrase("kilometres", { km: number(away) }) : "";
    return companyCard(this.choices, company, { first, note });
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

function withoutFacet(selection, facet) {
  if (facet === "near") return { ...selection, near: "" };
  return { ...selection, values: { ...selection.values, [facet]: [] } };
}

function* byName(companies) {
  for (const company of numbers(companies)) yield { company, km: 0 };
}
