// entry
// What is left of a salary: works it out while somebody types. The address holds what was asked.

import { copy, locale, number, phrase, takeAlong } from "./choices-page.js";
import { aMonth, aYear, kronerIn, mayUseScheme, payAfterTax, percentIn } from "./salary-core.js";

const QUIET_MS = 500; // Somebody who types is not told of every digit.
const KRONE = 100;

const form = document.querySelector("[data-salary]");
const rules = JSON.parse(form.dataset.salary);
const part = (name) => document.querySelector(`[data-salary-${name}]`);
const fields = form.elements;
const usual = new FormData(form);
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
let waiting = 0;

read();
form.hidden = false;
part("actions").hidden = false;
show({ atOnce: true });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  document.querySelector("#Result").scrollIntoView();
});
form.addEventListener("input", () => show({}));
form.addEventListener("change", () => {
  keepAddress();
  takeAlong(query());
});
addEventListener("popstate", () => {
  read();
  show({ atOnce: true });
});
part("copy").addEventListener("click", () => {
  keepAddress();
  copy(`${said()}\n${location.href}`, part("copied"));
});
takeAlong(query());

/** Puts what the address says into the form. */
function read() {
  const asked = new URLSearchParams(location.search);
  for (const name of ["salary", "place", "pension"]) {
    const value = asked.get(name) ?? usual.get(name);
    fields[name].value = name !== "place" || Object.hasOwn(rules.municipalities, value) ? value : usual.get(name);
  }
  for (const name of ["church", "scheme"]) fields[name].checked = asked.get(name) === "1";
}

/** What the address is to say: nothing that is as it was. */
function query() {
  const changed = [...new FormData(form)].filter(([name, value]) => usual.get(name) !== value);
  return changed.length ? `?${new URLSearchParams(changed)}` : "";
}

function keepAddress() {
  history.replaceState(null, "", query() || location.pathname);
}

/** What is asked for, or the name of what is wrong with it. */
function asked() {
  const salary = kronerIn(fields.salary.value);
  const pension = percentIn(fields.pension.value);
  const { lowest, highest, highestPension } = form.dataset;
  const wrong = [];
  if (salary === null || salary < Number(lowest) || salary > Number(highest)) wrong.push("salary");
  if (pension === null || pension > Number(highestPension) * KRONE) wrong.push("pension");
  return {
    wrong,
    salary: salary * KRONE,
    pension,
    place: fields.place.value,
    church: fields.church.checked,
    scheme: fields.scheme.checked,
  };
}

function said() {
  const now = asked();
  if (now.wrong.length) return phrase(`no-${now.wrong[0]}`);
  const slip = payAfterTax(rules, now);
  return phrase(now.scheme ? "result-scheme" : "result", {
    salary: number(now.salary / KRONE),
    left: number(aMonth(slip.net)),
    place: fields.place.selectedOptions[0].text,
  });
}

function show({ atOnce = false }) {
  const now = asked();
  for (const name of ["salary", "pension"]) {
    fields[name].setAttribute("aria-invalid", String(now.wrong.includes(name)));
  }
  part("copied").textContent = "";
  clearTimeout(waiting);
  waiting = setTimeout(() => (part("status").textContent = said()), atOnce ? 0 : QUIET_MS);
  part("slip").hidden = now.wrong.length > 0;
  part("note").hidden = true;
  if (now.wrong.length) return;
  const slip = payAfterTax(rules, now);
  showLines(slip, rules.municipalities[now.place]);
  const isTooLittle = now.scheme && !mayUseScheme(rules, now.salary);
  part("note").hidden = !isTooLittle;
  part("note").textContent = isTooLittle ? phrase("too-little") : "";
}

function showLines(slip, rates) {
  const lines = { ...slip, left: slip.net };
  for (const [place, amount] of slip.progressive.entries()) lines[`progressive-${place}`] = amount;
  for (const row of document.querySelectorAll("[data-line]")) {
    const { line } = row.dataset;
    row.hidden = !lines[line] && line !== "salary" && line !== "left";
    row.querySelector("[data-month]").textContent = number(aMonth(lines[line]));
    row.querySelector("[data-year]").textContent = number(aYear(lines[line]));
    if (line in rates) row.querySelector("[data-rate]").textContent = percent.format(rates[line] / 10000);
  }
}
