// Writes docs/errors.md, the handbook of errors, from the texts that the client shows.
//
//   node tools/errors-doc.ts            writes it
//   node tools/errors-doc.ts --check    fails if it is not what the texts give
//
// Another file can be named after the option.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { id } from "ethers";
import { CONTRACT_ERRORS, WALLET_ERRORS } from "../packages/protocol/src/error-texts/index.ts";
import type { ErrorChapter, ErrorText } from "../packages/protocol/src/error-texts/text.ts";

const HEADER = `# Errors

Each error that the contracts, the wallet or the connection can answer with: why it happens, and what to do next. Values in
\`code style\` are those that come with the error; \`explainError\` of \`@upline/protocol\` fills them in. The four bytes are
what a raw answer begins with.

This page is written by \`node tools/errors-doc.ts\` from \`packages/protocol/src/error-texts\`; edit the texts there.
`;

/** Argument names in code style in place of values. */
const shown = (text: string) => text.replace(/\{(\w+)(?::\w+)?\}/g, "`$1`");

const anchor = (title: string) =>
  title
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-");

/** The selector is that of the types alone. */
function selector(signature: string): string {
  const types = signature.replace(/\(.*\)/, (list) => list.replaceAll(/([\w[\]]+) \w+/g, "$1").replaceAll(", ", ","));
  return id(types).slice(0, 10);
}

function contractSection({ signature, why, advice }: ErrorText): string {
  const name = signature.slice(0, signature.indexOf("("));
  return `### ${name}

\`${signature}\`, \`${selector(signature)}\`

**Why:** ${shown(why)}

**What to do:** ${shown(advice)}
`;
}

function codeSection({ signature, why, advice }: ErrorText): string {
  return `### ${signature}

**Why:** ${why}

**What to do:** ${advice}
`;
}

function chapter({ title, errors }: ErrorChapter, section: (text: ErrorText) => string): string {
  return `## ${title}\n\n${errors.map(section).join("\n")}`;
}

function handbook(): string {
  const titles = [...CONTRACT_ERRORS, WALLET_ERRORS].map(({ title }) => `- [${title}](#${anchor(title)})`);
  const chapters = CONTRACT_ERRORS.map((part) => chapter(part, contractSection));
  return [HEADER, `${titles.join("\n")}\n`, ...chapters, chapter(WALLET_ERRORS, codeSection)].join("\n");
}

const check = process.argv.includes("--check");
const path = process.argv.slice(2).find((argument) => argument !== "--check") ?? "docs/errors.md";
if (!check) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, handbook());
  console.log(`wrote ${path}`);
} else if (existsSync(path) && readFileSync(path, "utf8") === handbook()) {
  console.log(`${path} is what the texts give`);
} else {
  console.error(`${path} is not what the texts give: run node tools/errors-doc.ts and commit it.`);
  process.exitCode = 1;
}
