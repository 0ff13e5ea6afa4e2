// Reads a question as JSON from the standard input, and writes the answer.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

export const require = createRequire(`${process.env.PROJECT}/package.json`);

export async function respond(answer) {
  const question = JSON.parse(readFileSync(0, "utf-8"));
  process.stdout.write(JSON.stringify(await answer(question)));
}
