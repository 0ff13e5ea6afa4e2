/* Results as elements. All that comes from the index or the visitor becomes text, never markup. */

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const SPELT_OUT = { æ: "ae", ø: "oe", å: "aa" };

/** A word as it is compared: in small letters, the Danish ones spelt out. */
function folded(word) {
  const small = word.normalize("NFC").toLowerCase();
  return small.replace(/[æøå]/g, (letter) => SPELT_OUT[letter]).normalize("NFKD").replace(/\p{M}/gu, "");
}

export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/** A text as nodes, in which each of the words is marked. */
export function marked(text, words) {
  const wanted = new Set(words.map(folded));
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(WORD)) {
    if (!wanted.has(folded(found[0]))) continue;
    nodes.push(text.slice(end, found.index), element("mark", "", found[0]));
    end = found.index + found[0].length;
  }
  return [...nodes, text.slice(end)];
}

/** One result: its title leads to the page, and its kind, place and summary say what it is; a job's employer and deadline. */
export function resultItem(result, phrases, heading) {
  const { language, deadline, words = [] } = result;
  const link = element("a", "", ...marked(result.title, words));
  link.href = result.address;
  link.dataset.searchHit = "";
  const inLanguage =
    language && phrases.fill("language", { language: phrases.language(language) }).join("");
  const said = [phrases.say(result.kind), result.employer, result.place, inLanguage];
  const facts = said.filter(Boolean).join(" · ");
  const summary = element("p", "search-summary", ...marked(result.summary ?? "", words));
  if (language) {
    // A job's page is in the reader's language all the same, its posting is not.
    if (!result.employer) link.hreflang = language;
    for (const foreign of [link, summary]) Object.assign(foreign, { lang: language, dir: "auto" });
  }
  const item = element("li", "search-result", element(heading, "search-title", link));
  if (facts) item.append(element("p", "search-facts", facts));
  if (result.summary) item.append(summary);
  if (deadline) {
    item.dataset.deadline = deadline;
    const day = element("time", "", phrases.day(deadline));
    day.dateTime = deadline;
    item.append(element("p", "search-deadline", ...phrases.fill("deadline", { day })));
  }
  return item;
}
