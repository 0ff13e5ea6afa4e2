// Parts of pages that scripts make: elements, phrases in the page's language, cards of companies.

import { keepButton } from "./choices-kept.js";

const CARD_COMPETENCES = 4;
const CARD_PLACES = 2;

// Lists and numbers are written as the rest of the page writes them, as in British English.
export const locale = document.querySelector("template[data-phrases]").dataset.locale;
const plurals = new Intl.PluralRules(locale);
// Making one takes longer than a whole card.
const lists = {
  conjunction: new Intl.ListFormat(locale, { type: "conjunction" }),
  disjunction: new Intl.ListFormat(locale, { type: "disjunction" }),
};
const figures = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

// Phrases are asked for with every card: each is read from the page once.
const phrases = readPhrases();

export const number = (value) => figures.format(value);

/** An element with attributes and properties, and what is in it: texts and elements. */
export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in made && typeof value !== "string") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...content);
  return made;
}

/** A phrase of the page with its {gaps} filled in. */
export function phrase(name, gaps = {}) {
  return fill(phrases.get(name), gaps);
}

/** A phrase with a number, in the form that the language wants for it. */
export function counted(name, value, gaps = {}) {
  const form = phrases.get(`${name} ${plurals.select(value)}`) ?? phrases.get(name);
  return fill(form, { number: number(value), ...gaps });
}

/** Words as a sentence lists them: "one, two and three", or with "or". */
export function listed(words, type = "conjunction") {
  return lists[type].format(words);
}

/** A company as lists show it; its competences in the order given first, with a note if any. */
export function companyCard(choices, company, { first = [], note = "" } = {}) {
  const { data, companies } = choices;
  const name = companies.name[company];
  const tagline = element("p", { class: "company-card-tagline" }, companies.tagline[company]);
  if (companies.taglineLanguage[company]) tagline.lang = companies.taglineLanguage[company];
  const place = element(
    "p",
    { class: "company-card-place" },
    listed(choices.names(company, "municipality").slice(0, CARD_PLACES)),
  );
  if (note) place.append(" ", element("span", { class: "company-card-note" }, `· ${note}`));
  const card = element(
    "li",
    { class: "company-card" },
    element(
      "h3",
      { class: "company-card-name" },
      element("a", { href: choices.address(company) }, name),
    ),
    tagline,
    place,
  );
  const languages = languagesAt(choices, company);
  if (languages) card.append(element("p", { class: "company-card-languages" }, languages));
  const sought = companies.competence[company];
  const ordered = [...sought].sort((a, b) => first.includes(b) - first.includes(a));
  const labels = ordered.slice(0, CARD_COMPETENCES).map((at) => data.competence[at][1]);
  if (sought.length > labels.length) {
    labels.push(phrase("more", { number: number(sought.length - labels.length) }));
  }
  const competences = element(
    "p",
    { class: "company-card-competences" },
    element("span", { class: "visually-hidden" }, phrase("seeks")),
  );
  for (const label of labels) {
    competences.append(" ", element("span", { class: "company-card-competence" }, label));
  }
  card.append(competences, keepButton(companies.slug[company], name, phrase("keep")));
  return card;
}

/** In which languages one works at a company, and how much Danish that takes. */
export function languagesAt(choices, company) {
  const spoken = choices.names(company, "language");
  const works = spoken.length ? [phrase("works-in", { languages: listed(spoken) })] : [];
  return [...works, ...choices.names(company, "danish")].join(" · ");
}

/** Copies a text; where the browser does not let it, shows the text marked, to be copied by hand. */
export async function copy(text, status) {
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = phrase("copied");
  } catch {
    const field = element("textarea", { readOnly: true, rows: "3", class: "copy-field" });
    field.value = text;
    field.setAttribute("aria-label", phrase("not-copied"));
    status.replaceChildren(phrase("not-copied"), field);
    field.select();
  }
}

/** Takes what is chosen along to the same page in the other languages. */
export function takeAlong(query) {
  for (const link of document.querySelectorAll(".site-languages a[href]")) link.search = query;
}

/** Name → phrase, and name and form → phrase of those with a number. */
function readPhrases() {
  const found = new Map();
  for (const said of document.querySelector("template[data-phrases]").content.children) {
    const { phrase: name, form } = said.dataset;
    found.set(form ? `${name} ${form}` : name, said.textContent.trim());
  }
  return found;
}

function fill(text, gaps) {
  return text.replace(/\{(\w+)\}/g, (all, gap) => gaps[gap] ?? all);
}
