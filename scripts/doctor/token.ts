import { concat, id as hashOf, zeroPadValue } from "ethers";
import hre from "hardhat";
import {
  connectErc20,
  explainRevertData,
  formatAmount,
  inPages,
  readTokenUnit,
  TokenProbe__factory,
  type TokenUnit,
} from "../../packages/protocol/src/index.ts";
import { type Check, checksOf } from "./check.ts";
import type { Programme } from "./programme.ts";
import { type Answer, callData, giveTokens, HOLDER, OTHER, type Overrides, Simulation } from "./simulation.ts";

const { ok, finding, unchecked, judged } = checksOf("token");

/** That the settlement token does what the core needs of it, as far as simulated calls and events tell. */
export async function checkToken(programme: Programme): Promise<readonly Check[]> {
  const { endpoint, block } = programme;
  const token = tokenOf(programme);
  if ((await endpoint.getCode(token, block)) === "0x") return [finding("token", `there is no contract at ${token}`)];
  const unit = await readUnit(programme);
  if (unit === undefined) return [finding("token", `${token} does not answer decimals() and symbol()`)];
  const held = await readBalance(programme);
  if (held === undefined) return [finding("token", `${token} does not answer balanceOf()`)];
  const simulation = new Simulation(endpoint, block);
  return [
    ok("token", `${token}: ${unit.symbol}, ${unit.decimals} decimals, the core holds ${formatAmount(held, unit)}`),
    await checkPayment(programme, simulation, held),
    ...(await checkTransfers(programme, simulation, unit)),
    await checkSteadiness(programme, simulation, held, unit),
  ];
}

/** Address of the settlement token. */
export function tokenOf({ settings }: Programme): string {
  return String(settings["token"]);
}

/** Decimals and symbol of the token; undefined where it does not say. */
export async function readUnit(programme: Programme): Promise<TokenUnit | undefined> {
  try {
    return await readTokenUnit(connectErc20(tokenOf(programme), programme.endpoint));
  } catch {
    return undefined;
  }
}

/** What the core holds, in token units; undefined where the token does not say. */
export async function readBalance(programme: Programme): Promise<bigint | undefined> {
  const { endpoint, address, block } = programme;
  const simulation = new Simulation(endpoint, block);
  const answer = await simulation.call(tokenOf(programme), callData("balanceOf", address), address);
  return "data" in answer && answer.data.length >= 66 ? BigInt(answer.data.slice(0, 66)) : undefined;
}

/** That the token lets the core pay out now: no pause, no bar of the issuer's. */
async function checkPayment(programme: Programme, simulation: Simulation, held: bigint): Promise<Check> {
  const amount = held === 0n ? 0n : 1n;
  const data = callData("transfer", programme.treasury, amount);
  const fault = faultOf(await simulation.call(tokenOf(programme), data, programme.address));
  const faults = fault === undefined ? [] : [`a transfer of ${amount} units from the core ${fault}`];
  const why = held === 0n ? ", since it holds none" : "";
  return judged("core can pay", faults, `a transfer of ${amount} units from the core goes through${why}`);
}

/** What is wrong with the answer to a transfer; undefined if it says yes, or nothing at all. */
function faultOf(answer: Answer): string | undefined {
  if ("error" in answer) return `is refused: ${answer.error}`;
  if (answer.data === "0x" || (answer.data.length === 66 && BigInt(answer.data) === 1n)) return undefined;
  return BigInt(answer.data) === 0n ? "answers false" : `answers ${answer.data}`;
}

const SUBJECTS = { pushed: "transfer", pulled: "transferFrom" } as const;

/** That `transfer` and `transferFrom` deliver exactly what is sent, tried where nothing is really moved. */
async function checkTransfers(
  programme: Programme,
  simulation: Simulation,
  unit: TokenUnit,
): Promise<readonly Check[]> {
  const untried = (why: string) => Object.values(SUBJECTS).map((subject) => unchecked(subject, why));
  const refusal = await simulation.refusal();
  if (refusal !== undefined) {
    return untried(`a fee or a wrong amount cannot be seen: the endpoint takes no state overrides (${refusal})`);
  }
  const token = tokenOf(programme);
  const amount = 1_000n * 10n ** BigInt(Math.min(unit.decimals, 18));
  const given = await giveTokens(simulation, token, amount);
  if (given === undefined) {
    return untried("a fee or a wrong amount cannot be seen: the token keeps its balances in an unknown place");
  }
  return probeTransfers(simulation, token, amount, given, unit);
}

interface Outcome {
  readonly succeeded: boolean;
  readonly answer: string;
  readonly sent: bigint;
  readonly received: bigint;
}

async function probeTransfers(
  simulation: Simulation,
  token: string,
  amount: bigint,
  given: Overrides,
  unit: TokenUnit,
): Promise<readonly Check[]> {
  const probes = TokenProbe__factory.createInterface();
  const { deployedBytecode: code } = await hre.artifacts.readArtifact("TokenProbe");
  const data = probes.encodeFunctionData("probe", [token, OTHER, amount]);
  const overrides = { ...given, [HOLDER]: { code }, [OTHER]: { code } };
  const answer = await simulation.call(HOLDER, data, HOLDER, { overrides });
  if ("error" in answer) return [finding("transfer", `cannot be tried: ${answer.error}`)];
  const outcomes = probes.decodeFunctionResult("probe", answer.data).toObject();
  return Object.entries(SUBJECTS).map(([key, subject]) =>
    judged(
      subject,
      faultsIn(outcomes[key], amount, unit),
      `delivers exactly what is sent: ${formatAmount(amount, unit)}`,
    ),
  );
}

function faultsIn({ succeeded, answer, sent, received }: Outcome, amount: bigint, unit: TokenUnit): readonly string[] {
  const fault = faultOf(succeeded ? { data: answer } : { error: explainRevertData(answer)?.sentence ?? answer });
  if (fault !== undefined) return [fault];
  const shown = (units: bigint) => formatAmount(units, unit);
  return [
    ...(received === amount ? [] : [`of ${shown(amount)} sent, ${shown(received)} arrive`]),
    ...(sent === amount ? [] : [`${shown(sent)} are taken from the sender of ${shown(amount)}`]),
  ];
}

const TRANSFER = hashOf("Transfer(address,address,uint256)");
/** Functions of tokens whose holders own shares of a whole that changes. */
const SHARES = ["sharesOf(address)", "scaledBalanceOf(address)", "creditsBalanceOf(address)"];

/** That balances change by transfers alone: what came and went is what is there, and nothing speaks of shares. */
async function checkSteadiness(
  programme: Programme,
  simulation: Simulation,
  held: bigint,
  unit: TokenUnit,
): Promise<Check> {
  const moved = await readMoved(programme);
  const faults =
    held === moved
      ? []
      : [`the core holds ${formatAmount(held, unit)}, by the token's events ${formatAmount(moved, unit)}`];
  for (const signature of SHARES) {
    const data = concat([hashOf(signature).slice(0, 10), zeroPadValue(programme.address, 32)]);
    const answer = await simulation.call(tokenOf(programme), data, programme.address);
    if ("data" in answer && answer.data.length >= 66) {
      faults.push(`it answers ${signature}: its balances are shares of a whole that changes`);
    }
  }
  return judged("steady balances", faults, "what came and went by the token's events is what the core holds");
}

/** What came to the core less what went, by the token's events. */
async function readMoved(programme: Programme): Promise<bigint> {
  const { endpoint, address, from, block } = programme;
  const core = zeroPadValue(address, 32);
  const sum = async (topics: (string | null)[]) => {
    const logs = await inPages(endpoint, { from, to: block }, (fromBlock, toBlock) =>
      endpoint.getLogs({ address: tokenOf(programme), topics, fromBlock, toBlock }),
    );
    return logs.reduce((total, { data }) => total + BigInt(data), 0n);
  };
  return (await sum([TRANSFER, null, core])) - (await sum([TRANSFER, core]));
}
