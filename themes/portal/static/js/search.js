// entry
/* Search fields: their code is fetched when one of them is first focused, or was asked something by address. */

import { loadFields } from "./search-load.js";
import { slashIsOn, turnSlash } from "./search-slash.js";

const forms = [...document.querySelectorAll("form[data-search]")];
let loading;

/** Fetch the code and attach it to every field; after a failure the next focus tries again. */
function load() {
  loading ??= loadFields().then(({ attach }) => forms.forEach(attach));
  loading.catch(() => {
    loading = undefined;
  });
}

/** Whether a key is being typed into something, where a slash is a slash. */
function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Show what the keys do, and the way to turn off the one that works everywhere. */
function showKeys(keys) {
  const slash = keys.querySelector("[data-search-slash]");
  slash.checked = slashIsOn();
  slash.addEventListener("change", () => turnSlash(slash.checked));
  keys.hidden = false;
}

for (const form of forms) {
  form.addEventListener("focusin", load);
  if (form.contains(document.activeElement)) load();
}
if (document.querySelector("form[data-search=page]")) {
  if (new URLSearchParams(location.search).get("q")?.trim()) load();
  showKeys(document.querySelector("[data-search-keys]"));
}
document.addEventListener("keydown", (event) => {
  const [form] = forms;
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!form || isTyping(event.target) || !slashIsOn()) return;
  event.preventDefault();
  form.elements.q.focus();
  form.elements.q.select();
});
