// An ordinary Eleventy site in two languages. Cards of other pages are made once and kept.
import { readFileSync } from "node:fs";
import markdownIt from "markdown-it";
import nunjucks from "nunjucks";

const NO_ENTRIES = new Set(["embed", "feed", "redirect", "sitemap"]);
const LANGUAGES = ["en", "da"];
const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const byLanguage = (make) => Object.fromEntries(LANGUAGES.map((code) => [code, make(code)]));

const shared = byLanguage((code) => read(`./shared/${code}.json`));
const messages = byLanguage((code) => read(`./messages/${code}.json`));
const numbers = byLanguage((code) => new Intl.NumberFormat(code === "en" ? "en-GB" : code));
const plurals = byLanguage((code) => new Intl.PluralRules(code));
const named = byLanguage(() => new Map());
const kept = new Map();

const markdown = markdownIt({ html: true }).use((parser) => {
  // Headings say their ids, as in "## Title {#title}".
  parser.core.ruler.push("heading-ids", ({ tokens }) => {
    tokens.forEach((token, at) => {
      const text = tokens[at + 1]?.children?.at(-1);
      const found = token.type === "heading_open" && text?.content.match(/^(.*) \{#([a-z0-9-]+)\}$/);
      if (found) {
        text.content = found[1];
        token.attrSet("id", found[2]);
      }
    });
  });
});

function keep(key, make) {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key);
}

function fill(form, values = {}) {
  const safe = (value) =>
    value instanceof nunjucks.runtime.SafeString ? value.toString() : nunjucks.lib.escape(String(value));
  return new nunjucks.runtime.SafeString(form.replace(/%\((\w+)\)s/g, (_, name) => safe(values[name])));
}

const FUNCTIONS = {
  _(message, values) {
    return fill(messages[this.ctx.lang][message]?.[0] ?? message, values);
  },
  ngettext(one, many, number, values) {
    const lang = this.ctx.lang;
    const forms = messages[lang][one] ?? [one, many];
    return fill(forms[plurals[lang].select(number) === "one" ? 0 : 1], values);
  },
  number(value) {
    return numbers[this.ctx.lang].format(value);
  },
  as_json(text) {
    return JSON.stringify(String(text)).replaceAll("<", "\\u003c");
  },
  markdown(text) {
    return markdown.render(text);
  },
  entries() {
    return [...named[this.ctx.lang].values()].filter(({ kind }) => !NO_ENTRIES.has(kind));
  },
};

function environment(folder) {
  const env = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder, { noCache: false }), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  const render = (template, context) => new nunjucks.runtime.SafeString(env.render(template, context));
  const shown = (lang, template, name, next) => {
    const { title, description, address, updated, v } = named[lang].get(name);
    return render(template, { lang, shared: shared[lang], title, description, address, updated, v, next });
  };
  env.addGlobal("text_place", '"the text of the page"');
  for (const [name, run] of Object.entries(FUNCTIONS)) env.addGlobal(name, run);
  env.addGlobal("card", function (template, name) {
    const lang = this.ctx.lang;
    return keep(`${lang} ${template} ${name}`, () => shown(lang, template, name));
  });
  env.addGlobal("shown", function (template, name, next) {
    return shown(this.ctx.lang, template, name, next);
  });
  env.addGlobal("once", function (template, key) {
    const lang = this.ctx.lang;
    return keep(`${lang} ${template} ${key}`, () => render(template, { lang, shared: shared[lang], key }));
  });
  return env;
}

export default function (config) {
  config.setLibrary("njk", environment("_includes"));
  config.setLibrary("md", markdown);
  config.addGlobalData("portal", () => shared);
  config.addPassthroughCopy({ static: "static" });
  config.addCollection("named", (api) => {
    for (const { data } of api.getAll()) named[data.lang].set(data.name, data);
    return [];
  });
  return {
    dir: { input: "content", includes: "../_includes", data: "../_data", output: "_site" },
    htmlTemplateEngine: "njk",
    markdownTemplateEngine: false,
    templateFormats: ["md"],
  };
}
