// The companies that a visitor keeps: their slugs in the browser's own storage, and nowhere else.

const STORED = "shortlist";
const SLUG = /^[a-z0-9-]{1,100}$/;
const MOST = 200;

// Where the browser refuses storage, the list lasts as long as the page.
let unstored = [];

// Every button asks what is kept: the same text is understood once.
let understood = { text: null, slugs: [] };

export function keptSlugs() {
  try {
    const text = localStorage.getItem(STORED) || "[]";
    if (text !== understood.text) understood = { text, slugs: onlySlugs(JSON.parse(text)) };
    return understood.slugs;
  } catch {
    return unstored;
  }
}

/** Replaces the list and tells every part of the page. */
export function keepSlugs(slugs) {
  unstored = onlySlugs(slugs);
  try {
    localStorage.setItem(STORED, JSON.stringify(unstored));
  } catch {
    // Then it stays in `unstored`.
  }
  showKept();
}

/** What may be slugs of some list that somebody or something else wrote, each once. */
export function onlySlugs(found) {
  const slugs = Array.isArray(found) ? found.filter((slug) => SLUG.test(slug)) : [];
  return [...new Set(slugs)].slice(0, MOST);
}

/** A button that keeps a company or lets it go. */
export function keepButton(slug, name, text) {
  const button = document.createElement("button");
  const hidden = document.createElement("span");
  hidden.className = "visually-hidden";
  hidden.textContent = ` ${name}`;
  button.type = "button";
  button.className = "keep";
  button.dataset.keep = slug;
  button.append(text, hidden);
  button.setAttribute("aria-pressed", keptSlugs().includes(slug));
  return button;
}

/** Keeps a company or, if it is kept, lets it go. */
export function toggleKept(slug) {
  const slugs = keptSlugs();
  keepSlugs(slugs.includes(slug) ? slugs.filter((other) => other !== slug) : [...slugs, slug]);
}

/** Shows on every button, and in the corner of the page, what is kept. */
export function showKept() {
  const slugs = keptSlugs();
  for (const button of document.querySelectorAll("[data-keep]")) {
    button.setAttribute("aria-pressed", slugs.includes(button.dataset.keep));
    button.hidden = false;
  }
  const bar = document.querySelector("[data-kept-bar]");
  if (!bar) return;
  bar.hidden = slugs.length === 0 || Boolean(document.querySelector("[data-kept]"));
  bar.querySelector("[data-kept-number]").textContent = slugs.length;
}

addEventListener("storage", (event) => {
  if (event.key === STORED || event.key === null) showKept();
});
