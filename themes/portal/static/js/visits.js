// When a visitor was here last: two days, in the browser's own storage and nowhere else.

const STORED = "jobs-visits";

/**
 * The day of the last visit before this one (days since 1970), or null on the first, where the
 * browser keeps nothing, and in frames.
 *
 * All pages and tabs of one day are one visit, and so is what follows in the same tab.
 */
export function lastVisit(today) {
  // In a frame of another site one visits that one.
  if (window.top !== window) return null;
  try {
    const here = sessionStorage.getItem(STORED);
    if (here !== null) return dayIn(here);
    let [before, last] = (localStorage.getItem(STORED) || "").split(" ");
    if (dayIn(last) !== today) [before, last] = [last, today];
    localStorage.setItem(STORED, `${before ?? ""} ${last}`);
    sessionStorage.setItem(STORED, before ?? "");
    return dayIn(before);
  } catch {
    return null;
  }
}

function dayIn(text) {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}
