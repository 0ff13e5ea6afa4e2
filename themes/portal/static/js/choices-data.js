// The companies of a language and what they can be chosen by, as the build wrote them
// (plugins/search/choices.py), laid out so that choosing takes no time.

import { add, countShared, emptySet, fullSet, keepOnly, union } from "./choices-sets.js";

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
  return new Choices(await response.json());
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
      this.sets[facet] = data[facet].map(() => emptySet(this.size));
      data.companies[facet].forEach((found, company) => {
        for (const value of [found].flat()) {
          if (value !== NOT_KNOWN) add(this.sets[facet][value], company);
        }
      });
    }
    this.bySlug = new Map(data.companies.slug.map((slug, company) => [slug, company]));
    this.distances = distances(data.points);
  }

  /** The set of the companies that have one of some values. */
  having(facet, slugs) {
    const known = slugs.filter((slug) => this.values[facet].has(slug));
    return union(known.map((slug) => this.sets[facet][this.values[facet].get(slug).at]), this.size);
  }

  /** The set of the companies with a site at most so far from a municipality. */
  near(slug, km) {
    const from = this.values.municipality.get(slug).at;
    const sets = this.sets.municipality.filter((_, place) => this.distance(from, place) <= km);
    return union(sets, this.size);
  }

  /** Kilometres between two municipalities by their positions, from main town to main town. */
  distance(from, to) {
    return this.distances[from * this.data.points.length + to];
  }

  /** Kilometres from a municipality to the nearest site of a company. */
  distanceTo(company, from) {
    const sites = this.companies.municipality[company];
    return Math.min(...sites.map((place) => this.distance(from, place)));
  }

  /**
   * The set of the companies that fit a selection, and for each facet how many companies each of
   * its values would give: what is chosen within the facet itself does not narrow its own counts.
   */
  choose(selection) {
    const chosen = new Map();
    for (const facet of FACETS) {
      const slugs = selection.values[facet];
      if (slugs.length) chosen.set(facet, this.having(facet, slugs));
    }
    if (selection.near) chosen.set("near", this.near(selection.near, selection.km));
    const fitting = (without) => {
      const found = fullSet(this.size);
      for (const [facet, set] of chosen) if (facet !== without) keepOnly(found, set);
      return found;
    };
    const all = fitting(null);
    const counts = {};
    for (const facet of FACETS) {
      const base = chosen.has(facet) ? fitting(facet) : all;
      counts[facet] = Uint32Array.from(this.sets[facet], (set) => countShared(base, set));
    }
    return { companies: all, counts };
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
