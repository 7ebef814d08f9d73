// Writes the clear-signing descriptors (ERC-7730), by which wallets show what people sign.
//
//   node tools/clear-signing.ts            writes the forms that are bound to nothing, into packages/protocol/clear-signing
//   node tools/clear-signing.ts --check    fails if they are not what the typed data gives
//   node tools/clear-signing.ts --folder out --core 0x… --chain 1 --token 0x… [--permit2 0x…] [--payments 0x…]
//                                          writes those of one programme, with amounts in its token; without --payments
//                                          wallets show who receives instead of checking it
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { getAddress, isAddress } from "ethers";
import { type ClearSigningBinding, clearSigningDescriptors } from "../packages/protocol/src/clear-signing.ts";

const { values } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    folder: { type: "string", default: "packages/protocol/clear-signing" },
    core: { type: "string" },
    chain: { type: "string" },
    token: { type: "string" },
    permit2: { type: "string" },
    payments: { type: "string" },
  },
});

/** With its checksum, as the format asks. */
function addressOf(option: string, value: string): string {
  if (!isAddress(value)) throw new Error(`--${option} must be an address, 0x and 40 hex digits, not "${value}"`);
  return getAddress(value);
}

function binding(): ClearSigningBinding | undefined {
  const { core, chain, token, permit2, payments } = values;
  if ([core, chain, token, permit2, payments].every((value) => value === undefined)) return undefined;
  if (core === undefined || chain === undefined || token === undefined) {
    throw new Error("--core, --chain and --token go together");
  }
  if (!/^[1-9]\d*$/.test(chain)) throw new Error(`--chain must be a chain id, for example 1, not "${chain}"`);
  return {
    core: addressOf("core", core),
    chainId: BigInt(chain),
    token: addressOf("token", token),
    ...(permit2 === undefined ? {} : { permit2: addressOf("permit2", permit2) }),
    ...(payments === undefined ? {} : { payments: addressOf("payments", payments) }),
  };
}

const { folder, check } = values;
const stale: string[] = [];
for (const [name, descriptor] of Object.entries(clearSigningDescriptors(binding()))) {
  const [path, text] = [join(folder, name), `${JSON.stringify(descriptor, null, 2)}\n`];
  if (check) {
    if (!existsSync(path) || readFileSync(path, "utf8") !== text) stale.push(path);
    continue;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, text);
  console.log(`wrote ${path}`);
}
if (stale.length > 0) {
  console.error(`${stale.join(", ")}: not what the typed data gives. Run node tools/clear-signing.ts and commit it.`);
  process.exitCode = 1;
} else if (check) console.log(`${folder} is what the typed data gives`);
