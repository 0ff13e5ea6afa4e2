// Long work in pieces: between them the browser answers to taps and keys, and paints.

/** Waits until the browser had its turn. */
export function nextTask() {
  if (globalThis.scheduler?.yield) return scheduler.yield();
  return new Promise((done) => setTimeout(done));
}
