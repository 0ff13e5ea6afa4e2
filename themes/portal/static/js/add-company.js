// entry
// A form that writes a company's file: checked in the browser against the schema that editors' tools use.

import { Validator } from "@cfworker/json-schema";
import { copy, element, number, phrase } from "./choices-page.js";
import { cleaned, isCvr, isSoundMarkdown, slugOf, yamlOf } from "./company-yaml.js";
import { wallClock } from "./days.js";

const KEPT = "add-company";
const form = document.querySelector("[data-company-form]");
const faults = document.querySelector("[data-company-faults]");
const result = document.querySelector("[data-company-result]");
const part = (name) => document.querySelector(`[data-company-${name}]`);
const { timeZone } = document.querySelector("template[data-phrases]").dataset;
const schema = fetch(form.dataset.schema).then((answer) => answer.json());
schema.catch(() => {}); // It is told when somebody asks for the file.

restore();
form.hidden = false;
form.addEventListener("input", () => {
  keep();
  result.hidden = true;
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  make();
});
part("clear").addEventListener("click", () => {
  form.reset();
  keep();
  show([]);
  result.hidden = true;
  form.elements[0].form.querySelector("input").focus();
});
part("copy").addEventListener("click", () => copy(part("yaml").textContent, part("said")));

async function make() {
  const record = recordOf(form);
  let found;
  try {
    found = faultsOf(record, await schema);
  } catch {
    show([{ field: null, message: phrase("failed") }]);
    return;
  }
  show(found);
  result.hidden = found.length > 0;
  if (!found.length) offer(record);
}

/** What is in the form as the file will hold it: in its order, without what is empty. */
function recordOf(of) {
  const found = {};
  for (const field of of.elements) {
    const text = cleaned(field.value ?? "");
    const value = field.tagName === "TEXTAREA" ? text : text.replaceAll("\n", " ");
    if (!field.name || !value || ("many" in field.dataset && !field.checked)) continue;
    const path = field.name.split(".");
    if ("many" in field.dataset) add(found, [...path, "many"], value);
    else add(found, path, "number" in field.dataset && /^\d{1,9}$/.test(value) ? Number(value) : value);
  }
  for (const [key, value] of Object.entries(found)) {
    if (typeof value === "object" && (value.many || "0" in value)) found[key] = listOf(value);
  }
  found.clusters ??= [];
  found.sources ??= found.website ? [{ url: found.website }] : [];
  const day = wallClock(timeZone).slice(0, 10);
  for (const source of found.sources) source.checked = day;
  found.verified_on = found.added_on = day;
  const order = JSON.parse(form.dataset.order);
  return Object.fromEntries(order.filter((key) => key in found).map((key) => [key, found[key]]));
}

function add(record, [first, ...rest], value) {
  if (first === "many") (record.many ??= []).push(value);
  else if (rest.length) add((record[first] ??= {}), rest, value);
  else record[first] = value;
}

/** The first of a list that is chosen by itself, and the others; each once. */
function listOf({ many = [], 0: first }) {
  if (first === undefined) return [...new Set(many)];
  return [first, ...new Set(many.filter((one) => one !== first))];
}

/** What is wrong: the field and what is said of it, in the order of the form, once for each field. */
function faultsOf(record, rules) {
  const found = new Map();
  const { errors } = new Validator(rules, "2020-12", false).validate(record);
  // What is wrong below a place makes that wrong too, which is nothing more to be told.
  const isDeep = ({ keyword, instanceLocation: place }) =>
    keyword === "required" || !errors.some((other) => other.instanceLocation.startsWith(`${place}/`));
  for (const error of errors.filter(isDeep)) {
    // A source that is left out is the website, where its fault is told.
    const isWebsite = /^#\/sources/.test(error.instanceLocation) && !form.elements["sources.0.url"].value;
    if (isWebsite) continue;
    const field = fieldAt(error.instanceLocation, error);
    if (field && !found.has(field)) found.set(field, error.keyword);
  }
  if (record.cvr && !isCvr(record.cvr)) found.set(fieldNamed("cvr"), "cvr");
  if (record.name && !/[a-z]/.test(slugOf(record.name))) found.set(fieldNamed("name"), "slug");
  for (const key of ["about", "life"]) {
    for (const [code, text] of Object.entries(record[key] ?? {})) {
      if (!isSoundMarkdown(text)) found.set(fieldNamed(`${key}.${code}`), "markdown");
    }
  }
  const order = [...form.querySelectorAll("[data-fault]")];
  return [...found]
    .sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))
    .map(([field, keyword]) => ({ field, message: said(field, keyword) }));
}

/** Where a fault of the schema is told: at the field itself, at one below it or above. */
function fieldAt(location, { keyword, error }) {
  const path = location.replace(/^#\/?/, "").split("/").filter(Boolean);
  if (keyword === "required") path.push(error.match(/"([^"]+)"/)?.[1] ?? "");
  if (!path.length) return null;
  for (let length = path.length; length > 0; length -= 1) {
    const name = path.slice(0, length).join(".");
    const field = fieldNamed(`${name}.0`) ?? fieldNamed(name) ?? form.querySelector(`[data-fault^="${CSS.escape(name)}."]`);
    if (field) return field;
  }
  return null;
}

function fieldNamed(name) {
  return form.querySelector(`[data-fault="${CSS.escape(name)}"]`);
}

function said(field, keyword) {
  const control = controlOf(field);
  const label = (control.labels?.[0] ?? control.querySelector("legend")).firstChild.textContent.trim();
  if (keyword === "maxLength") return phrase("too-long", { field: label, number: number(300) });
  if (keyword === "required" && !field.dataset.fault.includes(".") && control.tagName !== "FIELDSET") {
    return phrase("missing", { field: label });
  }
  return field.dataset.wrong;
}

function controlOf(field) {
  return document.getElementById(field.id.replace(/-fault$/, ""));
}

/** Tells what is wrong beside each field and above the form, where the reader is taken. */
function show(found) {
  for (const field of form.querySelectorAll("[data-fault]")) {
    field.textContent = "";
    controlOf(field).removeAttribute("aria-invalid");
  }
  const list = faults.querySelector("ul");
  list.replaceChildren();
  for (const { field, message } of found) {
    if (!field) {
      list.append(element("li", {}, message));
      continue;
    }
    const control = controlOf(field);
    field.textContent = message;
    if (control.tagName !== "FIELDSET") control.setAttribute("aria-invalid", "true");
    const link = element("a", { href: `#${control.id}` }, message);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      control.focus();
      control.scrollIntoView({ block: "center" });
    });
    list.append(element("li", {}, link));
  }
  faults.hidden = !found.length;
  if (found.length) faults.focus();
}

function offer(record) {
  const file = `${slugOf(record.name)}.yaml`;
  const text = yamlOf(record);
  part("name").textContent = file;
  part("yaml").textContent = text;
  part("said").textContent = "";
  const download = part("download");
  URL.revokeObjectURL(download.href);
  download.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  download.download = file;
  const mail = part("mail");
  if (mail) {
    const subject = phrase("mail-subject", { company: record.name });
    const body = `${phrase("mail-body", { file })}\n\n${text}`.replace(/\n/g, "\r\n");
    mail.href = `${mail.href.split("?")[0]}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  }
  const change = part("repository");
  if (change) change.href = `${change.href.split("?")[0]}?${new URLSearchParams({ filename: file, value: text })}`;
  result.querySelector("h2").focus();
}

/** What was typed stays in the tab, so that neither a reload nor a look at another page loses it. */
function keep() {
  const typed = [...new FormData(form)].filter(([, value]) => value);
  sessionStorage.setItem(KEPT, JSON.stringify(typed));
}

function restore() {
  let typed = [];
  try {
    typed = JSON.parse(sessionStorage.getItem(KEPT)) ?? [];
  } catch {
    sessionStorage.removeItem(KEPT);
  }
  for (const [name, value] of typed) {
    for (const field of form.elements) {
      if (field.name !== name) continue;
      if ("many" in field.dataset) field.checked ||= field.value === value;
      else field.value = value;
    }
  }
}
