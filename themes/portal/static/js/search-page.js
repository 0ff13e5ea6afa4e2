/* The page that searches: results as they are typed, and the search in the address. */

import { readPhrases } from "./search-phrases.js";
import { element, resultItem } from "./search-results.js";
import { FEWEST_LETTERS, afterPause, moveByKeys, newestOnly } from "./search-typing.js";

const STEP = 20; // results at first, and with every wish for more
const JOBS = 3; // shown beside everything else, so that a phone's first screen has something of both
const ADDRESS_PAUSE = 400; // ms; browsers refuse an address that changes at every key

/** The search that an address holds. */
function searchIn(address) {
  const found = new URL(address).searchParams;
  return { q: found.get("q") ?? "", kind: found.get("kind") ?? "" };
}

/** An address with the search in it; what is empty is left out. */
function withSearch(address, { q, kind }) {
  const made = new URL(address, location.href);
  made.search = new URLSearchParams(Object.entries({ q, kind }).filter(([, value]) => value));
  return made.href;
}

export function attachPage({ form, field, phrases, read, ask }) {
  const area = form.closest("[data-search-page]");
  const part = (name) => area.querySelector(`[data-search-${name}]`);
  const parts = Object.fromEntries(
    [
      ...["status", "results", "instead", "list", "more", "empty", "everything", "nearest", "words", "browse"],
      ...["lead", "jobs", "joblist", "alljobs", "others", "heading"],
    ].map(
      (name) => [name, part(name)],
    ),
  );
  const languages = document.querySelectorAll("a[hreflang][rel=alternate], [data-search-elsewhere] a");
  const kinds = [...form.elements.kind];
  const ownPhrases = parts.jobs && readPhrases(part("more-phrases"));
  const quoted = (text) => element("strong", "", text);
  const { title } = document;
  let limit = STEP;

  const wish = () => ({ q: read(), kind: kinds.find((kind) => kind.checked)?.value ?? "" });

  /**
   * Keep the search in the address: a new entry of the history for what the visitor settled on,
   * one for all the letters of a text that is still being typed.
   */
  function keepAddress(settled) {
    const now = wish();
    const address = withSearch(location.href, now);
    const isOther = history.state?.settled !== false || now.kind !== searchIn(location.href).kind;
    if (address !== location.href && isOther) history.pushState({ settled }, "", address);
    else if (settled || address !== location.href) history.replaceState({ settled }, "", address);
    nameSearch(now);
  }

  /** Let the title and the ways to other languages tell of the search. */
  function nameSearch(now) {
    document.title = now.q ? `${now.q} – ${title}` : title;
    for (const link of languages) link.href = withSearch(link.href, now);
    part("elsewhere")?.toggleAttribute("hidden", !now.q);
  }

  /** How many answers of each kind there are; nothing without a search. */
  function showNumbers(found) {
    const total = Object.values(found ?? {}).reduce((sum, number) => sum + number, 0);
    for (const { value, parentElement } of kinds) {
      const number = value ? (found?.[value] ?? 0) : total;
      const shown = parentElement.querySelector("[data-search-number]");
      shown.textContent = found ? phrases.number(number) : "";
    }
  }

  function showBrowsing(said = "") {
    showNumbers(null);
    parts.status.textContent = said;
    parts.results.hidden = true;
    parts.empty.hidden = true;
    parts.browse.hidden = false;
  }

  function show(answer, query, { kind }) {
    if (answer.results.length + answer.jobs.length) showResults(answer, query);
    else showNothing(answer.suggestions, query, kind);
    showNumbers(answer.kinds);
  }

  function showResults({ total, kinds: numbers, results, jobs, jobsFirst, searched }, query) {
    const note = phrases.fill("instead", { searched: quoted(searched), query: quoted(query) });
    const lead = jobs.length && jobsFirst && results[0]?.isNamed ? 1 : 0;
    showJobs(jobs, { number: numbers.job, isFirst: jobsFirst, isAlone: results.length === lead });
    parts.status.textContent = phrases.count("count", jobs.length ? total + numbers.job : total);
    parts.instead.hidden = !searched;
    parts.instead.replaceChildren(...(searched ? note : []));
    const items = results.map((result) => resultItem(result, phrases, "h3"));
    const kept = limit > STEP ? parts.list.children.length : 0;
    parts.lead.replaceChildren(...items.splice(0, lead));
    parts.list.replaceChildren(...items);
    parts.more.hidden = results.length >= total;
    parts.results.hidden = false;
    parts.empty.hidden = true;
    parts.browse.hidden = true;
    if (kept) items[kept]?.querySelector("a").focus();
  }

  /** The best jobs stand apart from everything else, before it where they answer as well. */
  function showJobs(jobs, { number, isFirst, isAlone }) {
    parts.others.hidden = isAlone;
    if (!parts.jobs) return; // a portal that has none
    parts.jobs.hidden = !jobs.length;
    parts.heading.classList.toggle("visually-hidden", !jobs.length);
    parts.heading.textContent = ownPhrases.say(jobs.length ? "others" : "results");
    if (!jobs.length) return;
    parts.joblist.replaceChildren(...jobs.map((job) => resultItem(job, phrases, "h3")));
    parts.alljobs.textContent = ownPhrases.count("jobs", number);
    parts.alljobs.href = withSearch(form.action, { q: read(), kind: "job" });
    parts.others[isFirst ? "before" : "after"](parts.jobs);
  }

  function showNothing(suggestions, query, kind) {
    showBrowsing();
    parts.status.replaceChildren(...phrases.fill("none", { query: quoted(query) }));
    const words = suggestions.map((word) => {
      const link = element("a", "", word);
      link.href = withSearch(form.action, { q: word, kind });
      link.dataset.searchHit = "";
      return element("li", "", link);
    });
    parts.words.replaceChildren(...words);
    parts.nearest.hidden = !words.length;
    parts.everything.hidden = !kind;
    parts.everything.firstElementChild.href = withSearch(form.action, { q: query });
    parts.empty.hidden = false;
  }

  const search = newestOnly(ask, {
    answered: show,
    waiting: () => {
      parts.status.textContent = phrases.say("searching");
    },
    failed: () => showBrowsing(phrases.say("failed")),
  });

  /** Show what the field and the choice of kind ask for; short texts only once they are settled on. */
  function answer({ settled = false, more = false } = {}) {
    limit = more ? limit + STEP : STEP;
    const { q, kind } = wish();
    if (q && (settled || q.length >= FEWEST_LETTERS)) search(q, { kind: kind || undefined, limit, jobs: JOBS });
    else {
      search.cancel();
      showBrowsing();
    }
  }

  const type = afterPause(answer);
  const keepTyped = afterPause(() => keepAddress(false), ADDRESS_PAUSE);

  function settle() {
    type.cancel();
    keepTyped.cancel();
    keepAddress(true);
    answer({ settled: true });
  }

  function readAddress() {
    const { q, kind } = searchIn(location.href);
    field.value = q;
    for (const choice of kinds) choice.checked = choice.value === kind;
    if (!kinds.some((choice) => choice.checked)) kinds[0].checked = true;
    nameSearch(wish());
    answer({ settled: true });
  }

  field.addEventListener("input", () => {
    type();
    keepTyped();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    settle();
  });
  form.addEventListener("change", (event) => kinds.includes(event.target) && settle());
  parts.more.addEventListener("click", () => answer({ settled: true, more: true }));
  area.addEventListener("click", (event) => {
    if (!event.target.closest("[data-search-hit]")) return;
    keepTyped.cancel(); // the way back leads to these results
    keepAddress(false);
  });
  addEventListener("popstate", () => {
    type.cancel();
    keepTyped.cancel();
    readAddress();
  });
  moveByKeys(area, field, () => {
    field.value = "";
    settle();
  });
  part("kinds").hidden = false;
  if (!read()) readAddress();
  else {
    answer();
    keepTyped();
  }
}
