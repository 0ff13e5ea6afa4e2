// What a visitor has chosen, as part of the address and back.

/** Those of the page for two careers are among them, since it leads here. */
const DISTANCES_KM = [10, 15, 20, 30, 50, 75];

/** How "any distance" stands in an address. */
const ANY = "any";

export const COMPANIES = {
  facets: ["competence", "municipality", "cluster", "language", "danish", "offers", "size"],
  single: [],
  distances: DISTANCES_KM,
  usualKm: 30,
  orders: [],
};

export const JOBS = {
  facets: [
    "competence",
    "municipality",
    "cluster",
    "type",
    "language",
    "danish",
    "size",
    "posted",
    "deadline",
  ],
  /** Facets of which one value holds the others. */
  single: ["posted"],
  distances: [...DISTANCES_KM, Infinity],
  usualKm: Infinity,
  /** The first one is usual. */
  orders: ["newest", "deadline", "distance"],
};

export function emptySelection(kind) {
  const values = Object.fromEntries(kind.facets.map((facet) => [facet, []]));
  return { values, near: "", km: kind.usualKm, order: kind.orders[0] };
}

/** The selection of a query such as ?competence=nurse,doctor&near=horsens&km=30; unknown values are left out. */
export function readSelection(query, choices) {
  const { kind } = choices;
  const parameters = new URLSearchParams(query);
  const selection = emptySelection(kind);
  for (const facet of kind.facets) {
    const slugs = new Set((parameters.get(facet) || "").split(","));
    const known = [...slugs].filter((slug) => choices.values[facet].has(slug));
    selection.values[facet] = kind.single.includes(facet) ? known.slice(0, 1) : known;
  }
  const near = parameters.get("near") || "";
  if (choices.values.municipality.has(near)) selection.near = near;
  const km = parameters.get("km") === ANY ? Infinity : Number(parameters.get("km"));
  if (kind.distances.includes(km)) selection.km = km;
  const order = parameters.get("order");
  if (kind.orders.includes(order)) selection.order = order;
  return selection;
}

/** The query of a selection with its question mark; '' where nothing is chosen. */
export function selectionQuery(selection, kind) {
  const parameters = new URLSearchParams();
  for (const facet of kind.facets) {
    if (selection.values[facet].length) parameters.set(facet, selection.values[facet].join(","));
  }
  if (selection.near) {
    parameters.set("near", selection.near);
    parameters.set("km", selection.km === Infinity ? ANY : selection.km);
  }
  if (selection.order !== kind.orders[0]) parameters.set("order", selection.order);
  const query = parameters.toString().replaceAll("%2C", ",");
  return query && `?${query}`;
}

/** Whether a query could hold a selection, before the choices are there to tell. */
export function holdsSelection(query, kind) {
  const parameters = new URLSearchParams(query);
  return [...kind.facets, "near", "order"].some((name) => parameters.has(name));
}
