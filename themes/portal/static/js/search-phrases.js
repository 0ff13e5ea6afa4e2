/* What the search says, as the page says it in its own language; see templates/phrases.html. */

export function readPhrases(template) {
  const { content } = template;
  // The frame of a page may be in another language than the page.
  const language = document.body.lang || document.documentElement.lang;
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const languages = new Intl.DisplayNames([language], { type: "language" });
  const days = new Intl.DateTimeFormat(template.dataset.locale, { dateStyle: "long", timeZone: "UTC" });
  const find = (name, form) => {
    const selector = `[data-phrase="${name}"]${form ? `[data-form="${form}"]` : ""}`;
    return content.querySelector(selector)?.textContent.trim() ?? "";
  };
  return {
    /** A phrase; '' where there is none of the name. */
    say: (name) => (/^[\w-]+$/.test(name) ? find(name) : ""),
    /** A number as the page's language writes it. */
    number: (number) => numbers.format(number),
    /** A phrase with a number, in the form that the number takes. */
    count: (name, number) =>
      (find(name, plurals.select(number)) || find(name, "other")).replace(
        "{number}",
        numbers.format(number),
      ),
    /** A phrase as nodes, with nodes in the places of its {names}. */
    fill: (name, nodes) =>
      find(name)
        .split(/\{(\w+)\}/)
        .map((part, position) => (position % 2 ? nodes[part] : part)),
    /** A day, given as in 2026-06-14. */
    day: (day) => days.format(new Date(`${day}T00:00Z`)),
    /** A language's name in the page's own. */
    language: (code) => {
      try {
        return languages.of(code);
      } catch {
        return code;
      }
    },
  };
}
