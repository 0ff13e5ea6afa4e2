// The companies of a language, as the build wrote them (plugins/search/choices.py).

import { Choices, loadData } from "./choices-data.js";
import { COMPANIES } from "./choices-selection.js";

/** Fetches and lays out the companies; throws where they cannot be had. */
export async function loadChoices(address) {
  return new CompanyChoices(await loadData(address));
}

export class CompanyChoices extends Choices {
  constructor(data) {
    super(data, data.companies, COMPANIES);
    this.companies = data.companies;
    this.bySlug = new Map(data.companies.slug.map((slug, company) => [slug, company]));
  }

  /** Kilometres from a municipality to the farthest site of a company. */
  farthestSite(company, from) {
    let farthest = 0;
    for (const place of this.companies.municipality[company]) {
      farthest = Math.max(farthest, this.distance(from, place));
    }
    return farthest;
  }

  address(company) {
    return `${this.data.address}${this.companies.slug[company]}/`;
  }
}
