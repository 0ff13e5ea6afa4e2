// Which day it is where the portal is, whatever the visitor's own clock and time zone say of the day.
// Days are counted since 1970, so that they can be compared and subtracted.

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/** The number of a day that is given as in 2026-06-14. */
export function dayOf(text) {
  return Date.parse(`${text}T00:00Z`) / DAY_MS;
}

/** The number of the day that it is in a time zone. */
export function today(zone, now = new Date()) {
  const { year, month, day } = clock(zone, now);
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/**
 * Calls a function with the number of the day whenever another one has begun in a time zone: while
 * the page is open, when it is looked at again, and when the browser brings it back.
 */
export function onNewDay(zone, tell) {
  let known = today(zone);
  let timer;
  const look = () => {
    const day = today(zone);
    clearTimeout(timer);
    timer = setTimeout(look, untilNextDay(zone));
    if (day !== known) tell((known = day));
  };
  addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
  look();
}

/** The day and the time that clocks show in a time zone, as in 2026-06-14T09:05. */
export function wallClock(zone, now = new Date()) {
  const { year, month, day, hour, minute } = clock(zone, now);
  const two = (number) => String(number).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** Calls a function now and then every minute, and when the page is looked at again. */
export function onNewMinute(tell) {
  tell();
  setInterval(tell, MINUTE_MS);
  addEventListener("pageshow", tell);
  document.addEventListener("visibilitychange", tell);
}

/** Milliseconds; an hour at most, since days on which clocks are changed are no 24 hours long. */
function untilNextDay(zone) {
  const now = new Date();
  const { hour, minute, second } = clock(zone, now);
  const gone = ((hour * 60 + minute) * 60 + second) * 1000 + now.getMilliseconds();
  return Math.min(DAY_MS - gone, HOUR_MS);
}

function clock(zone, now) {
  formats[zone] ??= new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = formats[zone].formatToParts(now);
  return Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
}

const formats = {};
