// What a visitor has chosen, as part of the address and back.

import { FACETS } from "./choices-data.js";

/** Those of the page for two careers are among them, since it leads here. */
export const DISTANCES_KM = [10, 15, 20, 30, 50, 75];
const USUAL_KM = 30;

export function emptySelection() {
  return { values: Object.fromEntries(FACETS.map((facet) => [facet, []])), near: "", km: USUAL_KM };
}

/** The selection of a query such as ?competence=nurse,doctor&near=horsens&km=30; unknown values are left out. */
export function readSelection(query, choices) {
  const parameters = new URLSearchParams(query);
  const selection = emptySelection();
  for (const facet of FACETS) {
    const slugs = new Set((parameters.get(facet) || "").split(","));
    selection.values[facet] = [...slugs].filter((slug) => choices.values[facet].has(slug));
  }
  const near = parameters.get("near") || "";
  if (choices.values.municipality.has(near)) selection.near = near;
  const km = Number(parameters.get("km"));
  if (DISTANCES_KM.includes(km)) selection.km = km;
  return selection;
}

/** The query of a selection with its question mark; '' where nothing is chosen. */
export function selectionQuery(selection) {
  const parameters = new URLSearchParams();
  for (const facet of FACETS) {
    if (selection.values[facet].length) parameters.set(facet, selection.values[facet].join(","));
  }
  if (selection.near) {
    parameters.set("near", selection.near);
    parameters.set("km", selection.km);
  }
  const query = parameters.toString().replaceAll("%2C", ",");
  return query && `?${query}`;
}

/** Whether a query could hold a selection, before the choices are there to tell. */
export function holdsSelection(query) {
  const parameters = new URLSearchParams(query);
  return [...FACETS, "near"].some((name) => parameters.has(name));
}
