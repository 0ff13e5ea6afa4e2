/* The field in the head of a page: the first results below it, and the way to all of them. */

import { element, resultItem } from "./search-results.js";
import { FEWEST_LETTERS, afterPause, moveByKeys, newestOnly } from "./search-typing.js";

const SHOWN = 6;
const JOBS = 3; // of them, where there are as many

export function attachBox({ form, field, phrases, read, ask }) {
  const status = element("p", "visually-hidden");
  status.setAttribute("role", "status");
  const panel = element("div", "search-panel");
  panel.hidden = true;
  form.append(status, panel);

  const close = () => {
    panel.hidden = true;
    search.cancel();
  };
  const say = (text) => {
    status.textContent = text;
    panel.replaceChildren(element("p", "search-said", text));
    panel.hidden = false;
  };
  const quoted = (text) => element("strong", "", text);
  /** The page that searches for something. */
  const address = (query) => `${form.action}?${new URLSearchParams({ q: query })}`;
  const way = (query, text) => {
    const link = element("a", "", text);
    link.href = address(query);
    link.dataset.searchHit = "";
    return link;
  };
  /** The way to all results leads to those of what stands in the field, as Enter does: who types on
      sees those of the letters before until new ones come. */
  const all = way("", "");
  all.className = "search-all";
  const aim = () => {
    all.href = address(read());
  };

  function show({ kinds, results, jobs, jobsFirst, searched }, query) {
    const total = Object.values(kinds).reduce((sum, number) => sum + number, 0);
    const count = phrases.count("count", total);
    const list = element("ol", "search-list");
    const others = results.slice(0, SHOWN - jobs.length);
    const lead = jobsFirst && others[0]?.isNamed ? others.splice(0, 1) : [];
    const shown = jobsFirst ? [...lead, ...jobs, ...others] : [...others, ...jobs];
    list.append(...shown.map((result) => resultItem(result, phrases, "p")));
    all.textContent = `${phrases.say("all")} (${count})`;
    aim();
    const note = phrases.fill("instead", { searched: quoted(searched), query: quoted(query) });
    status.textContent = count;
    panel.replaceChildren(...(searched ? [element("p", "search-said", ...note)] : []), list, all);
    panel.hidden = false;
  }

  function showNothing({ suggestions }, query) {
    const said = element("p", "search-said", ...phrases.fill("none", { query: quoted(query) }));
    status.textContent = said.textContent;
    const words = suggestions.slice(0, SHOWN).map((word) => element("li", "", way(word, word)));
    panel.replaceChildren(said, ...(words.length ? [element("ul", "tags", ...words)] : []));
    panel.hidden = false;
  }

  const search = newestOnly(ask, {
    answered: (answer, query) =>
      (answer.results.length + answer.jobs.length ? show : showNothing)(answer, query),
    waiting: () => say(phrases.say("searching")),
    failed: () => say(phrases.say("failed")),
  });
  const type = afterPause(() => {
    const query = read();
    if (query.length < FEWEST_LETTERS) close();
    else search(query, { limit: SHOWN, jobs: JOBS });
  });

  field.addEventListener("input", aim);
  field.addEventListener("input", type);
  field.addEventListener("focus", () => panel.hidden && type());
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  moveByKeys(form, field, () => {
    field.value = "";
    type.cancel();
    close();
  });
  if (read()) type();
}
