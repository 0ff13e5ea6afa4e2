/* Whether the key / leads to the search field: a visitor who speaks to the computer may not want it
 * (https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts). Browsers may refuse to remember. */

const NAME = "search-slash";

export function slashIsOn() {
  try {
    return localStorage.getItem(NAME) !== "off";
  } catch {
    return true;
  }
}

export function turnSlash(on) {
  try {
    if (on) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, "off");
  } catch {
    // It stays as it was.
  }
}
