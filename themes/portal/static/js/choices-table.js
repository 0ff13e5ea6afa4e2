// The shortlist's page: the kept companies side by side, or those that an address shares.

import { loadChoices } from "./choices-companies.js";
import { keepButton, keepSlugs, keptSlugs, onlySlugs } from "./choices-kept.js";
import { copy, counted, element, listed, phrase, takeAlong } from "./choices-page.js";
import { PagedList } from "./choices-paged.js";

const SHOWN_AT_ONCE = 24;

/** Makes the page work; its explanation stays where the companies cannot be had. */
export async function showShortlist(page) {
  const part = (name) => page.querySelector(`[data-kept-${name}]`);
  part("without").hidden = true;
  part("with").hidden = false;
  let choices;
  try {
    choices = await loadChoices(page.dataset.kept);
  } catch {
    part("status").textContent = phrase("failed");
    return;
  }
  const list = new PagedList(
    { list: part("list"), button: part("more"), said: part("shown") },
    { make: (slug) => column(choices, choices.bySlug.get(slug)), atOnce: SHOWN_AT_ONCE },
  );
  addEventListener("beforeprint", () => list.all());

  // Whoever was given an address looks at that list until it is kept.
  const sharedSlugs = () => onlySlugs((new URLSearchParams(location.search).get("c") || "").split(","));

  const show = () => {
    const shared = sharedSlugs();
    const slugs = shared.length ? shared : keptSlugs();
    const companies = slugs.filter((slug) => choices.bySlug.has(slug));
    const gone = slugs.length - companies.length;
    const said = shared.length
      ? counted("shared", companies.length)
      : companies.length
        ? counted("kept", companies.length)
        : phrase("empty");
    part("status").textContent = [said, gone ? counted("gone", gone) : ""].join(" ").trim();
    part("note").textContent = companies.length && !shared.length ? phrase("only-here") : "";
    part("actions").hidden = slugs.length === 0;
    part("all").hidden = shared.length === 0;
    part("clear").hidden = shared.length > 0;
    part("empty").hidden = companies.length > 0;
    part("copied").textContent = "";
    list.show(companies, companies.length);
    part("list").hidden = companies.length === 0;
    takeAlong(shared.length ? `?c=${shared.join(",")}` : "");
    return companies;
  };

  let shown = show();
  const again = () => {
    shown = show();
  };
  part("all").addEventListener("click", () => {
    keepSlugs([...keptSlugs(), ...sharedSlugs()]);
    history.pushState(null, "", location.pathname);
    again();
    part("copy").focus();
  });
  part("clear").addEventListener("click", () => {
    keepSlugs([]);
    again();
    part("empty").querySelector("a").focus();
  });
  part("print").addEventListener("click", () => print());
  part("copy").addEventListener("click", () => {
    copy(`${location.origin}${location.pathname}?c=${shown.join(",")}`, part("copied"));
  });
  // A company that was let go leaves a shortlist of one's own, and the next one takes the focus.
  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-keep]");
    if (!button || sharedSlugs().length) return;
    const at = [...part("list").querySelectorAll("[data-keep]")].indexOf(button);
    again();
    const left = [...part("list").querySelectorAll("[data-keep]")];
    (left[Math.min(at, left.length - 1)] || part("empty").querySelector("a")).focus();
  });
  addEventListener("popstate", again);
  addEventListener("storage", again);
}

/** A company with its facts, one below the other in the same order for all. */
function column(choices, company) {
  const { companies } = choices;
  const name = companies.name[company];
  const facts = [
    ["where", choices.names(company, "municipality")],
    ["languages", choices.names(company, "language")],
    ["danish", choices.names(company, "danish")],
    ["size", choices.names(company, "size")],
    ["offers", choices.names(company, "offers")],
    ["competences", choices.names(company, "competence")],
  ];
  const rows = facts.map(([fact, values]) =>
    element(
      "div",
      {},
      element("dt", {}, phrase(fact)),
      element("dd", {}, values.length ? listed(values) : phrase("not-said")),
    ),
  );
  return element(
    "li",
    { class: "kept-company" },
    element("h2", {}, element("a", { href: choices.address(company) }, name)),
    element("dl", { class: "kept-facts" }, ...rows),
    element(
      "p",
      { class: "actions" },
      element("a", { href: companies.jobs[company] }, phrase("jobs", { company: name })),
      keepButton(companies.slug[company], name, phrase("keep")),
    ),
  );
}
