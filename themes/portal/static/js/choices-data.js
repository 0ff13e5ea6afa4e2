// The companies of a language and what they can be chosen by, as the build wrote them
// (plugins/search/choices.py), laid out so that choosing takes no time.

import {
  add,
  countShared,
  emptySet,
  fullSet,
  keepOnly,
  numbers,
  takeOut,
  union,
} from "./choices-sets.js";
import { nextTask } from "./choices-tasks.js";

export const FACETS = [
  "competence",
  "municipality",
  "cluster",
  "language",
  "danish",
  "offers",
  "size",
];

const EARTH_RADIUS_KM = 6371;
const NOT_KNOWN = -1;

/** Fetches and lays out the choices; throws where they cannot be had. */
export async function loadChoices(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  const data = await response.json();
  await nextTask();
  return new Choices(data);
}

export class Choices {
  constructor(data) {
    this.data = data;
    this.companies = data.companies;
    this.size = data.companies.slug.length;
    this.values = {};
    this.sets = {};
    for (const facet of FACETS) {
      this.values[facet] = new Map(data[facet].map(([slug, name], at) => [slug, { name, at }]));
      this.sets[facet] = setsOf(data.companies[facet], data[facet].length);
    }
    this.bySlug = new Map(data.companies.slug.map((slug, company) => [slug, company]));
    this.distances = distances(data.points);
    this.rings = [];
  }

  /** The set of the companies that have one of some values. */
  having(facet, slugs) {
    const known = slugs.filter((slug) => this.values[facet].has(slug));
    return union(known.map((slug) => this.sets[facet][this.values[facet].get(slug).at]), this.size);
  }

  /** The set of the companies with a site at most so far from a municipality. */
  near(slug, km) {
    const rings = this.around(this.values.municipality.get(slug).at);
    const within = rings.filter((ring) => ring.km <= km);
    return union(within.map(({ place }) => this.sets.municipality[place]), this.size);
  }

  /** All municipalities by their kilometres from one, nearest first: [{place, km}, …]. */
  around(from) {
    this.rings[from] ??= this.data.points
      .map((_, place) => ({ place, km: this.distance(from, place) }))
      .sort((one, other) => one.km - other.km);
    return this.rings[from];
  }

  /**
   * The companies of a set by their site nearest to a municipality, nearest first and no further
   * than so many kilometres: sets of companies that are equally far. It goes through places, not
   * companies, so that thousands of companies need no sorting.
   */
  *reached(companies, from, most = Infinity) {
    const left = companies.slice();
    for (const { place, km } of this.around(from)) {
      if (km > most) return;
      const here = keepOnly(left.slice(), this.sets.municipality[place]);
      takeOut(left, here);
      yield { companies: here, km };
    }
  }

  /** The same one by one: {company, km}, those equally far by name. */
  *nearestFirst(companies, from, most = Infinity) {
    for (const ring of this.reached(companies, from, most)) {
      for (const company of numbers(ring.companies)) yield { company, km: ring.km };
    }
  }

  /** Kilometres between two municipalities by their positions, from main town to main town. */
  distance(from, to) {
    return this.distances[from * this.data.points.length + to];
  }

  /** Kilometres from a municipality to the farthest site of a company. */
  farthestSite(company, from) {
    let farthest = 0;
    for (const place of this.companies.municipality[company]) {
      farthest = Math.max(farthest, this.distance(from, place));
    }
    return farthest;
  }

  /**
   * The set of the companies that fit a selection, how many they are, and for each facet how many
   * companies each of its values would give: what is chosen within the facet itself does not narrow
   * its own counts. `without` has how many fit once a facet, or "near", is taken away.
   */
  choose(selection) {
    const chosen = this.chosen(selection);
    const companies = this.fitting(chosen);
    const counts = {};
    const without = {};
    for (const facet of [...FACETS, "near"]) {
      const base = chosen.has(facet) ? this.fitting(chosen, facet) : companies;
      if (chosen.has(facet)) without[facet] = countShared(base, base);
      if (facet === "near") continue;
      counts[facet] = Uint32Array.from(this.sets[facet], (set) => countShared(base, set));
    }
    return { companies, number: countShared(companies, companies), counts, without };
  }

  /** Facet, or "near" → the set of the companies that what is chosen there leaves. */
  chosen({ values, near, km }) {
    const found = new Map();
    for (const facet of FACETS) {
      if (values[facet].length) found.set(facet, this.having(facet, values[facet]));
    }
    if (near) found.set("near", this.near(near, km));
    return found;
  }

  /** The set of the companies that are in all chosen sets, one of which may be left out. */
  fitting(chosen, without = null) {
    const found = fullSet(this.size);
    for (const [facet, set] of chosen) if (facet !== without) keepOnly(found, set);
    return found;
  }

  /** The names of what a company has of a facet. */
  names(company, facet) {
    return [this.companies[facet][company]]
      .flat()
      .filter((value) => value !== NOT_KNOWN)
      .map((value) => this.data[facet][value][1]);
  }

  name(facet, slug) {
    return this.values[facet].get(slug).name;
  }

  address(company) {
    return `${this.data.address}${this.companies.slug[company]}/`;
  }
}

/** For each value of a column the set of the companies that have it. */
function setsOf(column, values) {
  const sets = Array.from({ length: values }, () => emptySet(column.length));
  column.forEach((found, company) => {
    if (Array.isArray(found)) for (const value of found) add(sets[value], company);
    else if (found !== NOT_KNOWN) add(sets[found], company);
  });
  return sets;
}

/** The great-circle distances (haversine) between all points, in kilometres, row by row. */
function distances(points) {
  const radians = points.map(([lat, lon]) => [(lat * Math.PI) / 180, (lon * Math.PI) / 180]);
  const found = new Float64Array(points.length ** 2);
  radians.forEach(([lat1, lon1], from) => {
    radians.forEach(([lat2, lon2], to) => {
      const chord =
        Math.sin((lat2 - lat1) / 2) ** 2 +
        Math.cos(lat1) * Math.cos(lat2) * Math.sin((lon2 - lon1) / 2) ** 2;
      found[from * points.length + to] = 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(chord));
    });
  });
  return found;
}
