// npm run requirements: how many requirements the specification has, and those that no test names. Fails if there are any.
//
//   npm run requirements -- --all    lists all of them with the number of test files that name each
import Table from "cli-table3";
import { namings, requirements } from "./specification/requirements.ts";

const known = requirements();
const named = namings();
const untested = known.filter(({ id }) => !named.has(id));

const shown = process.argv.includes("--all") ? known : untested;
if (shown.length > 0) {
  const table = new Table({ head: ["requirement", "files", "text"], style: { head: [], border: [], compact: true } });
  table.push(...shown.map(({ id, text }) => [id, `${named.get(id) ?? 0}`, text.slice(0, 80)]));
  console.log(table.toString());
}
console.log(`${known.length} requirements, ${untested.length} that no test names`);
process.exitCode = untested.length === 0 ? 0 : 1;
