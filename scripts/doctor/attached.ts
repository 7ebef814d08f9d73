import { dataLength, keccak256, ZeroAddress } from "ethers";
import hre from "hardhat";
import { compareCode, IScreen__factory, Upline__factory } from "../../packages/protocol/src/index.ts";
import { readBuilt } from "./build.ts";
import { type Check, checksOf } from "./check.ts";
import { lastOf, type Programme, readEvent } from "./programme.ts";
import { kindsOf } from "./scheduled.ts";
import { Simulation } from "./simulation.ts";

const { ok, unchecked, judged } = checksOf("code");

/** The contracts that the admin attached to the core: whether the build knows their code, and what the screen answers. */
export async function checkAttached(programme: Programme): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const kind of kindsOf(Upline__factory.createInterface())) {
    const address = lastOf(programme, `${kind}Set`)?.args[0];
    if (typeof address !== "string" || address === ZeroAddress) continue;
    checks.push(await checkOrigin(programme, kind.toLowerCase(), address));
    if (kind === "Screen") checks.push(await checkScreen(programme, address));
  }
  return checks;
}

async function checkOrigin({ endpoint, block }: Programme, name: string, address: string): Promise<Check> {
  const code = await endpoint.getCode(address, block);
  for (const contract of await hre.artifacts.getAllFullyQualifiedNames()) {
    if (!contract.startsWith("contracts/periphery/")) continue;
    const { equal } = compareCode(await readBuilt(contract), code);
    if (equal) return ok(`code of the ${name}`, `${address} is ${contract.split(":")[1]}`);
  }
  const why = `${address}: the build has no contract of this code, ${keccak256(code)}; read its source`;
  return unchecked(`code of the ${name}`, why);
}

/** What the core gives a screen to answer with, as in `Screening`. */
const SCREEN_GAS = 100_000n;

/** That the screen answers, and lets the company through; one that gives no answer lets everybody through. */
async function checkScreen(programme: Programme, screen: string): Promise<Check> {
  const { endpoint, block, address, treasury } = programme;
  const data = IScreen__factory.createInterface().encodeFunctionData("check", [treasury, CLAIM]);
  const gas = SCREEN_GAS + 21_000n + 16n * BigInt(dataLength(data));
  const answer = await new Simulation(endpoint, block).call(screen, data, address, { gas });
  const said = "data" in answer && answer.data.length >= 66 ? BigInt(answer.data.slice(0, 66)) : undefined;
  const failed = failuresOf(programme, screen);
  const faults = [
    ...(said === 0n || said === 1n ? [] : ["it gives no answer, and so lets everybody through"]),
    ...(said === 0n ? [`it refuses the company's wallet ${treasury}`] : []),
    ...(failed === 0 ? [] : [`it gave no answer ${failed} times, and so let through`]),
  ];
  return judged("screen answers", faults, "yes, and it lets the company's wallet through");
}

/** `ScreenAction.Claim`. */
const CLAIM = 1n;

function failuresOf({ logs }: Programme, screen: string): number {
  const events = logs.map(readEvent).filter((event) => event?.name === "ScreenFailed");
  return events.filter((event) => event?.args["screen"] === screen).length;
}
