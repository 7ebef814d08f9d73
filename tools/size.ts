// npm run size: the deployed size of every contract that ships, against the chain's limit (EIP-170). Fails when less
// than a tenth of the limit is left, since a contract that is full cannot be repaired.
import Table from "cli-table3";
import pc from "picocolors";
import { readContracts } from "./build-output.ts";

const LIMIT = 24_576;
const LEAST_SPARE = 10;

const rows = readContracts()
  .map(({ contractName, sourceName, deployedBytecode }) => {
    const bytes = (deployedBytecode.length - 2) / 2;
    return { contractName, sourceName, bytes, spare: (100 * (LIMIT - bytes)) / LIMIT };
  })
  .filter(({ bytes }) => bytes > 0)
  .sort((a, b) => b.bytes - a.bytes || a.contractName.localeCompare(b.contractName));

if (rows.length === 0) throw new Error("There is no contract in artifacts/contracts: run `npm run build` first.");

const table = new Table({
  head: ["contract", "file", "bytes", `spare of ${LIMIT.toLocaleString("en")}`],
  colAligns: ["left", "left", "right", "right"],
  style: { head: [], border: [], compact: true },
});
for (const { contractName, sourceName, bytes, spare } of rows) {
  const colour = spare < LEAST_SPARE ? pc.red : String;
  table.push([contractName, sourceName, bytes.toLocaleString("en"), colour(`${spare.toFixed(1)} %`)]);
}
console.log(table.toString());

const full = rows.filter(({ spare }) => spare < LEAST_SPARE);
for (const { contractName, spare } of full) {
  console.error(`${contractName} has ${spare.toFixed(1)} % to spare; at least ${LEAST_SPARE} % are wanted.`);
}
process.exitCode = full.length === 0 ? 0 : 1;
