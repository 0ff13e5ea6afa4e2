// Choosing companies by several things at once: how they are shown, and how a selection reads.

import { loadChoices } from "./choices-companies.js";
import { openFacets } from "./choices-facets.js";
import { companyCard, listed, number, phrase } from "./choices-page.js";

/** Facets whose values are whole statements rather than names. */
const STATEMENTS = new Set(["danish", "offers", "size"]);

export function openCompanyFacets(place) {
  return openFacets(place, ({ dataset }) => loadChoices(dataset.facets), {
    found: "companies",
    card,
    sentence,
  });
}

function card(choices, { values }, { item, km }) {
  const first = values.competence.map((slug) => choices.values.competence.get(slug).at);
  const away = Math.round(km);
  const note = away ? phrase("kilometres", { km: number(away) }) : "";
  return companyCard(choices, item, { first, note });
}

/** The selection in words. */
function sentence(choices, { values, near, km }) {
  const { facets } = choices.kind;
  const conditions = facets.filter((facet) => values[facet].length).map((facet) => {
    const names = values[facet].map((slug) => choices.name(facet, slug));
    const quoted = STATEMENTS.has(facet) ? names.map((text) => phrase("quoted", { text })) : names;
    return phrase(`that-${facet}`, { values: listed(quoted, "disjunction") });
  });
  if (near) {
    const place = choices.name("municipality", near);
    conditions.push(phrase("that-near", { km: number(km), place }));
  }
  return phrase("that", { conditions: listed(conditions) });
}
