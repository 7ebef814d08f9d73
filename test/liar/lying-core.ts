import hre, { artifacts } from "hardhat";
import type { JsonRpcRequest } from "hardhat/types/providers";
import { loadProject } from "../../tools/mutation/ast.ts";
import type { Mutant } from "../../tools/mutation/mutant.ts";
import { bytecodeOf, place } from "../../tools/mutation/place.ts";
import { SWITCH } from "../../tools/mutation/schemata.ts";
import { type Chain, startChain } from "../helpers/chain.ts";
import type { PlantedBug } from "./company.ts";

/** The account whose balance is the number of the bug that is switched on; zero: none. */
export const BUG = SWITCH;

const CORE = "contracts/Upline.sol:Upline";

/**
 * Builds the core with bugs that can be switched on one at a time, by their numbers from 1 on.
 * @throws Error if one of them is no Solidity where it stands.
 */
export function buildLyingCore(bugs: readonly PlantedBug[]): string {
  const project = loadProject();
  const mutants = bugs.map((bug): Mutant => {
    const {
      name,
      at: [file, around, changed],
      becomes,
      kind,
    } = bug;
    const text = project.files.get(file)?.text ?? "";
    if (text.split(around).length !== 2) throw new Error(`${file} has not one place with: ${around}`);
    const start = text.indexOf(around) + around.indexOf(changed);
    return {
      id: name,
      operator: name,
      changes: [{ kind, start, end: start + changed.length, text: becomes }],
      file,
      function: "",
      functionHash: "",
      line: 0,
      before: changed,
      after: becomes,
      region: "",
      contracts: [CORE],
    };
  });
  const { sources, invalid } = place(project, mutants);
  if (invalid.length > 0) throw new Error(`no Solidity: ${invalid.map(({ id }) => id).join(", ")}`);
  const [core] = bytecodeOf(sources, [CORE]);
  return core?.creation ?? "";
}

/** Code with choices in it is large, and its constructor dear. */
const ROOMY = { allowUnlimitedContractSize: true, blockGasLimit: 60_000_000n, transactionGasCap: false } as const;

/** A chain on which whoever deploys the core deploys another one. @param creation What is deployed in its place. */
export async function chainWithCore(creation: string): Promise<Chain> {
  const chain = await startChain(ROOMY);
  const { bytecode } = await artifacts.readArtifact("Upline");
  const replaced = (part: unknown): unknown =>
    typeof part === "object" && part !== null && "data" in part && String(part.data).startsWith(bytecode)
      ? { ...part, data: creation + String(part.data).slice(bytecode.length) }
      : part;
  const onRequest = (context: never, connection: never, request: JsonRpcRequest, next: Next) => {
    const params = (request.params as readonly unknown[] | undefined)?.map(replaced);
    return next(context, connection, (params === undefined ? request : { ...request, params }) as never);
  };
  hre.hooks.registerHandlers("network", { onRequest: onRequest as never });
  return chain;
}

type Next = (context: never, connection: never, request: never) => Promise<never>;
