// Makes the pages ready for a programme on a local chain: `npm run local -w @upline/web -- --rpc <url> --core <address>`.
// It deploys what the pages read through where it is missing, and writes .local/config.json for the development server.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { localConfig } from "./local-config.ts";

const FOLDER = fileURLToPath(new URL("../.local/", import.meta.url));

const { values } = parseArgs({
  options: {
    rpc: { type: "string", default: "http://127.0.0.1:8545" },
    core: { type: "string" },
    indexer: { type: "string" },
  },
});
if (values.core === undefined) {
  console.error("--core is missing: the programme's address, as `npm start` prints it.");
  process.exit(2);
}
const config = await localConfig({ rpc: values.rpc, core: values.core, indexer: values.indexer });
mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}config.json`, `${JSON.stringify(config, undefined, 2)}\n`);
console.log(`${FOLDER}config.json written: lens ${config.lens}, payments ${config.payments}`);
