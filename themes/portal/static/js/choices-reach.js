// Where two people could both work from one home: which places, which employers, best first.

import { numbers, keepOnly } from "./choices-sets.js";

/** At this distance an employer counts half as much as one next door. */
const HALF_KM = 20;

/**
 * The municipalities from which employers that seek each of two competences are within so many
 * kilometres, best first: [{place, employers: [[{company, km}, …], […]]}].
 *
 * A place is as good as what it offers to the one of the two who finds less there; what both find
 * together decides between equals. The nearer an employer, the more it counts.
 */
export function bestPlaces(choices, competences, km) {
  const seeking = competences.map((slug) => [...numbers(choices.having("competence", [slug]))]);
  const found = choices.data.municipality.map((_, place) => {
    const employers = seeking.map((companies) => withinReach(choices, companies, place, km));
    const worth = employers.map((reached) =>
      reached.reduce((sum, employer) => sum + HALF_KM / (HALF_KM + employer.km), 0),
    );
    return { place, employers, least: Math.min(...worth), sum: worth[0] + worth[1] };
  });
  return found
    .filter(({ least }) => least > 0)
    .sort((one, other) => other.least - one.least || other.sum - one.sum || one.place - other.place);
}

/** The employers that seek both competences. */
export function employersOfBoth(choices, [a, b]) {
  return [...numbers(keepOnly(choices.having("competence", [a]), choices.having("competence", [b])))];
}

function withinReach(choices, companies, place, km) {
  return companies
    .map((company) => ({ company, km: choices.distanceTo(company, place) }))
    .filter((employer) => employer.km <= km)
    .sort((one, other) => one.km - other.km || one.company - other.company);
}
