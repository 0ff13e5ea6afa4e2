// Things and what they can be chosen by, laid out so that choosing among thousands takes no time.

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

const EARTH_RADIUS_KM = 6371;
export const NOT_KNOWN = -1;

/** The data at an address; throws where it cannot be had. */
export async function loadData(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  const data = await response.json();
  await nextTask();
  return data;
}

export class Choices {
  /**
   * `data` has for each facet its values as [slug, name], and the points of the municipalities.
   * `items` are the things, as columns of positions in those; `kind` says what they are chosen by.
   */
  constructor(data, items, kind) {
    this.data = data;
    this.items = items;
    this.kind = kind;
    this.size = items.slug.length;
    this.all = fullSet(this.size);
    this.values = {};
    this.sets = {};
    for (const facet of kind.facets) {
      if (items[facet]) this.facet(facet, data[facet], setsOf(items[facet], data[facet].length));
    }
    this.distances = distances(data.points);
    this.rings = [];
  }

  /** Adds a facet: its values, and for each the set of the things that have it. */
  facet(facet, values, sets) {
    this.data[facet] = values;
    this.values[facet] = new Map(values.map(([slug, name], at) => [slug, { name, at }]));
    this.sets[facet] = sets;
  }

  /** The set of the things that have one of some values. */
  having(facet, slugs) {
    const known = slugs.filter((slug) => this.values[facet].has(slug));
    return union(known.map((slug) => this.sets[facet][this.values[facet].get(slug).at]), this.size);
  }

  /** The set of the things with a site at most so far from a municipality. */
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
   * The things of a set by their site nearest to a municipality, nearest first and no further
   * than so many kilometres: sets of those that are equally far. It goes through places, so that
   * thousands need no sorting.
   */
  *reached(items, from, most = Infinity) {
    const left = items.slice();
    for (const { place, km } of this.around(from)) {
      if (km > most) return;
      const here = keepOnly(left.slice(), this.sets.municipality[place]);
      takeOut(left, here);
      yield { items: here, km };
    }
  }

  /** The same one by one: {item, km}, those equally far in their order. */
  *nearestFirst(items, from, most = Infinity) {
    for (const ring of this.reached(items, from, most)) {
      for (const item of numbers(ring.items)) yield { item, km: ring.km };
    }
  }

  /** What is in a set, in the order of the data; some things have other orders. */
  *ordered(items) {
    for (const item of numbers(items)) yield { item, km: 0 };
  }

  /** Kilometres between two municipalities by their positions, from main town to main town. */
  distance(from, to) {
    return this.distances[from * this.data.points.length + to];
  }

  /**
   * The set of the things that fit a selection, how many they are, and for each facet how many
   * each of its values would give: what is chosen within the facet itself does not narrow
   * its own counts. `without` has how many fit once a facet, or "near", is taken away.
   */
  choose(selection) {
    const chosen = this.chosen(selection);
    const items = this.fitting(chosen);
    const counts = {};
    const without = {};
    for (const facet of [...this.kind.facets, "near"]) {
      const base = chosen.has(facet) ? this.fitting(chosen, facet) : items;
      if (chosen.has(facet)) without[facet] = countShared(base, base);
      if (facet === "near") continue;
      counts[facet] = Uint32Array.from(this.sets[facet], (set) => countShared(base, set));
    }
    return { items, number: countShared(items, items), counts, without };
  }

  /** Facet, or "near" → the set of the things that what is chosen there leaves. */
  chosen({ values, near, km }) {
    const found = new Map();
    for (const facet of this.kind.facets) {
      if (values[facet].length) found.set(facet, this.having(facet, values[facet]));
    }
    if (near) found.set("near", this.near(near, km));
    return found;
  }

  /** The set of the things that are in all chosen sets, one of which may be left out. */
  fitting(chosen, without = null) {
    const found = this.all.slice();
    for (const [facet, set] of chosen) if (facet !== without) keepOnly(found, set);
    return found;
  }

  /** The names of what a thing has of a facet. */
  names(item, facet) {
    return [this.items[facet][item]]
      .flat()
      .filter((value) => value !== NOT_KNOWN)
      .map((value) => this.data[facet][value][1]);
  }

  name(facet, slug) {
    return this.values[facet].get(slug).name;
  }
}

/** For each value of a column the set of the things that have it. */
export function setsOf(column, values) {
  const sets = Array.from({ length: values }, () => emptySet(column.length));
  column.forEach((found, item) => {
    if (Array.isArray(found)) for (const value of found) add(sets[value], item);
    else if (found !== NOT_KNOWN) add(sets[found], item);
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
