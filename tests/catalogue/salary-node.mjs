// What the browser makes of salaries: `{rules, asked, typed}` as JSON on standard input.
import { readFileSync } from "node:fs";
import { aMonth, aYear, kronerIn, mayUseScheme, payAfterTax, percentIn } from "./salary-core.js";

const { rules, asked, typed } = JSON.parse(readFileSync(0, "utf-8"));
const slips = asked.map((one) => {
  const slip = payAfterTax(rules, one);
  return { ...slip, month: aMonth(slip.net), year: aYear(slip.net), may: mayUseScheme(rules, one.salary) };
});
const read = typed.map((text) => [kronerIn(text), percentIn(text)]);
console.log(JSON.stringify({ slips, read }));
