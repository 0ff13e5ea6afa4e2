// Where two people could both work from one home: which places, which employers, best first.

import { countShared, keepOnly, numbers } from "./choices-sets.js";

/** At this distance an employer counts half as much as one next door. */
const HALF_KM = 20;

/**
 * The municipalities from which employers that seek each of two competences are within so many
 * kilometres, best first: [{place, numbers: [how many for the one, for the other]}].
 *
 * A place is as good as what it offers to the one of the two who finds less there; what both find
 * together decides between equals. The nearer an employer, the more it counts.
 */
export function bestPlaces(choices, competences, km) {
  const seeking = competences.map((slug) => choices.having("competence", [slug]));
  const found = choices.data.municipality.map((_, place) => {
    const offers = seeking.map((companies) => offerAt(choices, companies, place, km));
    const worth = offers.map((offer) => offer.worth);
    return {
      place,
      numbers: offers.map((offer) => offer.number),
      least: Math.min(...worth),
      sum: worth[0] + worth[1],
    };
  });
  return found
    .filter(({ least }) => least > 0)
    .sort((one, other) => other.least - one.least || other.sum - one.sum || one.place - other.place);
}

/**
 * The employers that seek both competences and whose sites are all within so many kilometres of
 * one home, since nobody but the employer knows which of the jobs is at which site. Each comes with
 * the best of those homes, and the best homes come first: [{company, place, km}], with the
 * kilometres to the farthest site. `apart` has how many seek both at sites too far from each other.
 */
export function employersOfBoth(choices, [a, b], km, places) {
  const both = keepOnly(choices.having("competence", [a]), choices.having("competence", [b]));
  const employers = [];
  let apart = 0;
  for (const company of numbers(both)) {
    const rank = places.findIndex(({ place }) => choices.farthestSite(company, place) <= km);
    if (rank < 0) {
      apart += 1;
      continue;
    }
    const { place } = places[rank];
    employers.push({ company, rank, place, km: choices.farthestSite(company, place) });
  }
  employers.sort(
    (one, other) => one.rank - other.rank || one.km - other.km || one.company - other.company,
  );
  return { employers, apart };
}

/** How many of some companies a place reaches, and what they are worth, each less with its distance. */
function offerAt(choices, companies, place, most) {
  let number = 0;
  let worth = 0;
  for (const ring of choices.reached(companies, place, most)) {
    const here = countShared(ring.items, ring.items);
    number += here;
    worth += (here * HALF_KM) / (HALF_KM + ring.km);
  }
  return { number, worth };
}
