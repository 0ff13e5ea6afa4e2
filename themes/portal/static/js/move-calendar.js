// A calendar file of days, as RFC 5545 has it: https://www.rfc-editor.org/rfc/rfc5545

import { addDays } from "./move-rules.js";

const LINE_OCTETS = 75;
const octets = new TextEncoder();

/**
 * The file of some events: { uid, day, summary, description, url }, each on a whole day as in
 * 2027-03-01. `stamp` is the moment at which it is made, a Date; `language` that of its texts.
 */
export function calendar(events, { name, stamp, language, product }) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//${text(product)}//${language.toUpperCase()}`,
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${text(name)}`,
    ...events.flatMap((event) => eventLines(event, stamp, language)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

function eventLines({ uid, day, summary, description, url }, stamp, language) {
  return [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${moment(stamp)}`,
    `LAST-MODIFIED:${moment(stamp)}`,
    `DTSTART;VALUE=DATE:${date(day)}`,
    `DTEND;VALUE=DATE:${date(addDays(day, 1))}`,
    `SUMMARY;LANGUAGE=${language}:${text(summary)}`,
    `DESCRIPTION;LANGUAGE=${language}:${text(description)}`,
    `URL:${url}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION;LANGUAGE=${language}:${text(summary)}`,
    // Nine in the morning of the day before.
    "TRIGGER:-PT15H",
    "END:VALARM",
    "END:VEVENT",
  ];
}

function date(day) {
  return day.replaceAll("-", "");
}

function moment(time) {
  return `${time.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** A text as a value of a property (section 3.3.11), without what no calendar can show. */
export function text(value) {
  return value
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
    .replace(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
}

/** A line in pieces of at most 75 octets (section 3.1), none of which cuts a character. */
export function fold(line) {
  let folded = "";
  let length = 0;
  for (const sign of line) {
    const size = octets.encode(sign).length;
    if (length + size > LINE_OCTETS) {
      folded += "\r\n ";
      length = 1;
    }
    folded += sign;
    length += size;
  }
  return folded;
}
