import { createConfig } from "ponder";
import { ABI } from "./src/abi.ts";
import { readEnvironment } from "./src/environment.ts";

const { chainId, rpcUrl, core, startBlock, checkEvery, local, folder } = readEnvironment(process.env);

// Left out, the database is Ponder's own choice: PostgreSQL where DATABASE_URL is set, else PGlite in .ponder.
export default createConfig({
  ...(folder === undefined ? {} : { database: { kind: "pglite" as const, directory: folder } }),
  chains: { programme: { id: chainId, rpc: rpcUrl, disableCache: local } },
  contracts: { Upline: { chain: "programme", abi: ABI, address: core, startBlock } },
  blocks: { Check: { chain: "programme", interval: checkEvery, startBlock } },
});
