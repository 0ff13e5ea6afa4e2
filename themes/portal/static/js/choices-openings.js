// How many open jobs employers have, as the build wrote it (plugins/catalogue/job_choices.py).

import { loadData, NOT_KNOWN } from "./choices-data.js";

export class Openings {
  constructor({ company, competence, first, jobs }) {
    this.competences = new Map(competence.map((slug, at) => [slug, at]));
    this.byCompany = new Map();
    let next = 0;
    company.forEach((slug, at) => {
      const end = next + jobs.number[at];
      const own = [];
      for (; next < end; next++) {
        const days = jobs.deadline[next];
        const last = days === NOT_KNOWN ? Infinity : first + days;
        own.push({ last, competences: jobs.competence[next] });
      }
      this.byCompany.set(slug, own);
    });
  }

  /** How many jobs a company has on a day: in all, and for each of some competences. */
  count(company, competences, day) {
    const open = (this.byCompany.get(company) ?? []).filter(({ last }) => last >= day);
    const sought = competences.map((slug) => {
      const wanted = this.competences.get(slug);
      return open.filter((job) => job.competences.includes(wanted)).length;
    });
    return { all: open.length, sought };
  }
}

/** Fetches and lays out what is open; nothing is where there is no address, or it cannot be had. */
export async function loadOpenings(address) {
  try {
    return address ? new Openings(await loadData(address)) : null;
  } catch {
    return null;
  }
}
