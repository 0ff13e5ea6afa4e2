// A company's file as text, and what is wrong with its values that no JSON Schema says.

const PLAIN = /^[\p{L}\p{N}+(][\p{L}\p{N} ./()+%&'’–@?=_~!-]*$/u;
const ESCAPED = /[\u007f-\u009f\u2028\u2029\ufeff]/g;
const CVR_WEIGHTS = [2, 7, 6, 5, 4, 3, 2, 1];
const LONGEST_SLUG = 80;
const LETTERS = { å: "aa", ø: "oe", æ: "ae", ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** YAML of a record whose values are texts, numbers, lists and mappings; one key a line. */
export function yamlOf(record) {
  return entries(record, "").join("\n") + "\n";
}

function entries(record, indent) {
  return Object.entries(record).flatMap(([key, value]) => entry(key, value, indent));
}

function entry(key, value, indent) {
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== "object")) {
      return [`${indent}${key}: [${value.map((one) => scalar(one, true)).join(", ")}]`];
    }
    const items = value.map((one) => entries(one, `${indent}    `));
    for (const lines of items) lines[0] = `${indent}  - ${lines[0].trimStart()}`;
    return [`${indent}${key}:`, ...items.flat()];
  }
  if (typeof value === "object") return [`${indent}${key}:`, ...entries(value, `${indent}  `)];
  if (String(value).includes("\n")) return [`${indent}${key}: |`, ...block(value, `${indent}  `)];
  return [`${indent}${key}: ${scalar(value, false)}`];
}

function block(text, indent) {
  return text.split("\n").map((line) => (line ? indent + line : ""));
}

function scalar(value, isListed) {
  if (typeof value === "number") return String(value);
  const isPlain = PLAIN.test(value) && !(isListed && /[,[\]{}]/.test(value)) && !value.endsWith(" ");
  return isPlain || /^https:\/\/[\w./?=&%~+-]+$/.test(value) ? value : quoted(value);
}

function quoted(text) {
  return JSON.stringify(text).replace(ESCAPED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A text as a file can hold it: lines end in one way, and there is nothing that no page can show. */
export function cleaned(text) {
  return text
    .normalize("NFC")
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    // eslint-disable-next-line no-control-regex
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ufeff]/g, "")
    .replace(/\t/g, "  ")
    .replace(/[ \u00a0]+$/gm, "")
    .replace(/^\n+|\n+$/g, "")
    .replace(/^ +/, "");
}

/** The name of a company's file: as addresses have it, å as aa. */
export function slugOf(name) {
  const folded = [...name.toLowerCase().normalize("NFC")].map((sign) => LETTERS[sign] ?? sign).join("");
  const words = folded.normalize("NFKD").replace(/\p{M}/gu, "").match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, LONGEST_SLUG).replace(/-$/, "");
}

/** A CVR number's weighted sum divides by 11. */
export function isCvr(text) {
  const sum = [...text].reduce((all, digit, at) => all + Number(digit) * CVR_WEIGHTS[at], 0);
  return /^[0-9]{8}$/.test(text) && sum % 11 === 0;
}

/** Whether a Markdown text has only what the portal shows: see markdown_checks.py. */
export function isSoundMarkdown(text) {
  const links = [...text.matchAll(/\]\(\s*<?([^)\s]*)|^ {0,3}\[[^[\]]+\]:\s*<?(\S+)|<((?:https?|ftps?):[^<>]*)>/gim)];
  const isOutward = links.every(([, ...found]) => /^(https:|mailto:|tel:)/i.test(found.find((one) => one !== undefined) ?? ""));
  const levels = [...text.matchAll(/^(#{1,6})/gm)].map(([signs]) => signs.length);
  const isOrdered = levels.every((level, at) => level > 1 && level <= (levels[at - 1] ?? 1) + 1);
  const isUnderlined = /^[^\n]+\n(=+|-+) *$/m.test(text);
  const isLong = text.split(/\n[ \t]*\n/).some((part) => part.length > 8000);
  const isOdd = (text.match(/[[<]/g) ?? []).length > 400 || /^[ \t]*((>|[-*+]|\d+\.)[ \t]*){21}/m.test(text);
  return isOutward && isOrdered && !isUnderlined && !isLong && !isOdd && !/!\[/.test(text);
}
