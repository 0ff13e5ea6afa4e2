// What is left of a salary, by the same steps as plugins/portal/salary.py: whole øre and hundredths of
// a percent, so that both come out alike. Nothing here gets near 2^53: a salary of ten million a month
// is 1.2e10 øre a year, and 1.2e14 times a percentage.

const MONTHS = 12;
const WHOLE = 10000;
const KRONE = 100;

/** A percentage (hundredths) of an amount (øre), rounded half up to an øre; amounts below 0 give 0. */
function share(amount, percent) {
  return Math.floor((Math.max(amount, 0) * percent + WHOLE / 2) / WHOLE);
}

function contributionOf(rules, pay) {
  const exact = share(pay, rules.contribution);
  return exact - (exact % KRONE);
}

function allowancesOf({ employment, job }, salary) {
  return (
    Math.min(share(salary, employment.percent), employment.atMost) +
    Math.min(share(salary - job.above, job.percent), job.atMost)
  );
}

function afterAllowance(rules, income, percent) {
  return Math.max(share(income, percent) - share(rules.allowance, percent), 0);
}

function progressiveTaxes(rules, municipal, income) {
  const [first] = rules.progressive;
  const over = Math.max(municipal + rules.bottom + first.percent - rules.ceiling, 0);
  const found = rules.progressive.map((rule) => share(income - rule.above, rule.percent));
  found[0] -= share(income - first.above, Math.min(over, first.percent));
  return found;
}

function payslip(lines) {
  const { salary, progressive, ...others } = lines;
  const taken = [...Object.values(others), ...progressive].reduce((sum, one) => sum + one, 0);
  return { ...lines, net: Math.max(salary - taken, 0) };
}

/** A year's payslip (øre). `asked` holds salary (øre a month), place, church, scheme, pension (hundredths of a percent). */
export function payAfterTax(rules, asked) {
  return asked.scheme ? schemePay(rules, asked) : ordinaryPay(rules, asked);
}

function ordinaryPay(rules, asked) {
  const rates = rules.municipalities[asked.place];
  const salary = asked.salary * MONTHS;
  const atp = rules.atp * MONTHS;
  const pension = share(salary, asked.pension);
  const pay = Math.max(salary - atp - pension, 0);
  const contribution = contributionOf(rules, pay);
  const income = pay - contribution;
  const taxable = Math.max(income - allowancesOf(rules, salary), 0);
  return payslip({
    salary,
    atp: Math.min(atp, salary),
    pension,
    contribution,
    municipal: afterAllowance(rules, taxable, rates.municipal),
    church: asked.church ? afterAllowance(rules, taxable, rates.church) : 0,
    bottom: afterAllowance(rules, income, rules.bottom),
    progressive: progressiveTaxes(rules, rates.municipal, income),
    scheme: 0,
  });
}

function schemePay(rules, asked) {
  const salary = asked.salary * MONTHS;
  const atp = rules.atp * MONTHS;
  const pay = Math.max(salary - atp, 0);
  const contribution = contributionOf(rules, pay);
  return payslip({
    salary,
    atp: Math.min(atp, salary),
    pension: 0,
    contribution,
    municipal: 0,
    church: 0,
    bottom: 0,
    progressive: rules.progressive.map(() => 0),
    scheme: share(pay - contribution, rules.scheme.percent),
  });
}

/** Whether a salary (øre a month) is high enough for a key employee. */
export function mayUseScheme(rules, salary) {
  return salary - rules.atp >= rules.scheme.salary;
}

/** A year's øre as whole kroner a month, rounded half up. */
export function aMonth(amount) {
  return Math.floor((amount + (MONTHS * KRONE) / 2) / (MONTHS * KRONE));
}

/** A year's øre as whole kroner, rounded half up. */
export function aYear(amount) {
  return Math.floor((amount + KRONE / 2) / KRONE);
}

/** What somebody typed as a whole number of kroner, however thousands are set apart; null where it is none. */
export function kronerIn(text) {
  const plain = text.trim().replace(/(?:kr\.?|DKK)/giu, "").trim();
  if (/^\d{1,3}(?:[.,\s’']\d{3})+$/u.test(plain)) return Number(plain.replace(/\D/gu, ""));
  const found = /^(\d+)(?:[.,]\d{1,2})?$/u.exec(plain);
  return found ? Number(found[1]) : null;
}

/** What somebody typed as hundredths of a percent; null where it is none. */
export function percentIn(text) {
  const found = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/u.exec(text.trim() || "0");
  return found ? Number(found[1]) * KRONE + Number((found[2] ?? "").padEnd(2, "0")) : null;
}
