/* How a search follows what is typed: neither at every key nor out of order; and the keys that move. */

export const FEWEST_LETTERS = 3;
const PAUSE = 60; // ms: shorter than between two keys of a fast typist, so that a word is one search
const PATIENCE = 400; // ms until it is said that something is under way

/** A function that waits for a pause in its calls. */
export function afterPause(work, pause = PAUSE) {
  let timer;
  const wait = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(work, pause, ...values);
  };
  wait.cancel = () => clearTimeout(timer);
  return wait;
}

/** Searches of which only the newest is shown. */
export function newestOnly(ask, { answered, waiting, failed }) {
  let turn = 0;
  const search = async (query, options) => {
    const mine = ++turn;
    const timer = setTimeout(() => mine === turn && waiting(), PATIENCE);
    try {
      const answer = await ask(query, options);
      if (mine === turn) answered(answer, query, options);
    } catch {
      if (mine === turn) failed();
    } finally {
      clearTimeout(timer);
    }
  };
  /** Whatever is under way comes to nothing. */
  search.cancel = () => {
    turn += 1;
  };
  return search;
}

/** Arrows move from the field through the results and back, Escape clears; Enter opens as any link. */
export function moveByKeys(area, field, clear) {
  area.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const hits = [...area.querySelectorAll("a[data-search-hit]")];
    const stops = [field, ...hits.filter((hit) => hit.getClientRects().length)];
    const place = stops.indexOf(event.target);
    if (event.key === "Escape" && (field.value || place > 0)) {
      event.preventDefault();
      clear();
      field.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || place < 0 || !stops[place + step]) return;
    event.preventDefault();
    stops[place + step].focus();
  });
}
