import { type Interface, type Log, ZeroAddress } from "ethers";
import {
  formatDuration,
  inPages,
  type RawLog,
  Timelock__factory,
  Upline__factory,
} from "../../packages/protocol/src/index.ts";
import { type Check, checksOf } from "./check.ts";
import type { Expected } from "./expected.ts";
import { type Programme, readEvent } from "./programme.ts";
import { allRoles, type Role, type Roles, replayRoles } from "./roles.ts";

const { finding, unchecked, judged } = checksOf("powers");

/** The timelock that administers a core, with its own events. */
export interface Administration {
  readonly address: string;
  readonly logs: readonly RawLog[];
}

/**
 * The contract that holds the admin role.
 * @returns Undefined where no contract holds it.
 */
export async function findTimelock(programme: Programme): Promise<Administration | undefined> {
  const { endpoint, logs, block, from } = programme;
  const admins = replayRoles(logs).holders.get(ADMIN) ?? [];
  for (const address of admins) {
    if ((await endpoint.getCode(address, block)) === "0x") continue;
    return { address, logs: await logsOf(programme, address, from, block) };
  }
  return undefined;
}

const ADMIN = `0x${"00".repeat(32)}`;

async function logsOf({ endpoint }: Programme, address: string, from: number, to: number): Promise<readonly Log[]> {
  const logs = await inPages(endpoint, { from, to }, (fromBlock, toBlock) =>
    endpoint.getLogs({ address, fromBlock, toBlock }),
  );
  return [...logs].sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
}

/** Every power with its holders and delays: by the events, by the contracts' own lists, and as the file says. */
export async function checkPowers(
  programme: Programme,
  timelock: Administration | undefined,
  expected: Expected | undefined,
): Promise<readonly Check[]> {
  const roles = replayRoles(programme.logs);
  const checks = [...(await checkCore(programme, roles, timelock, expected))];
  if (timelock === undefined) {
    checks.push(
      finding("timelock", "no contract holds the admin role, so that no delay holds back what the admin does"),
    );
  } else {
    checks.push(...(await checkTimelock(programme, timelock, expected)));
  }
  const others = timelock === undefined ? undefined : replayRoles(timelock.logs);
  return [...checks, checkDeployer(programme, roles, others), checkTreasury(programme, expected)];
}

/** Somebody as people know him. */
function named(holder: string, timelock: Administration | undefined): string {
  if (holder === timelock?.address) return "the timelock";
  return holder === ZeroAddress ? "anybody" : holder;
}

async function checkCore(
  programme: Programme,
  roles: Roles,
  timelock: Administration | undefined,
  expected: Expected | undefined,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const role of allRoles(Upline__factory.createInterface(), roles)) {
    const wanted = expected?.holdersOf(role.name, timelock?.address);
    const listed = await programme.core.getRoleMembers(role.hash, { blockTag: programme.block });
    checks.push(checkHolders(`core ${role.name}`, role, roles, [...listed], wanted, timelock));
  }
  return checks;
}

/** The three accounts of a role's holders: events, contract, file. */
function checkHolders(
  subject: string,
  { hash }: Role,
  { holders, otherAdmins }: Roles,
  listed: readonly string[],
  wanted: readonly string[] | undefined,
  timelock: Administration | undefined,
): Check {
  const byEvents = holders.get(hash) ?? [];
  const name = (holder: string) => named(holder, timelock);
  const shown = listed.length === 0 ? "nobody" : listed.map(name).join(", ");
  const faults = [
    ...without(byEvents, listed).map((holder) => `${name(holder)} holds it by the events, not by the contract`),
    ...without(listed, byEvents).map((holder) => `${name(holder)} holds it by the contract, not by the events`),
    ...without(listed, wanted ?? listed).map((holder) => `${name(holder)} holds it and is not to`),
    ...without(wanted ?? [], listed).map((holder) => `${name(holder)} is to hold it and does not`),
    ...(otherAdmins.includes(hash) ? ["another role than the admin's grants it"] : []),
  ];
  if (faults.length > 0 || wanted !== undefined) return judged(subject, faults, shown);
  return unchecked(subject, `${shown}; no parameter file says who should`);
}

const without = (all: readonly string[], those: readonly string[]) => all.filter((one) => !those.includes(one));

async function checkTimelock(
  { endpoint, block }: Programme,
  timelock: Administration,
  expected: Expected | undefined,
): Promise<readonly Check[]> {
  const { address, logs } = timelock;
  const contract = Timelock__factory.connect(address, endpoint);
  const roles = replayRoles(logs);
  const candidates = new Set([...roles.everybody, ...allNamed(expected), address, ZeroAddress]);
  const checks: Check[] = [];
  for (const role of allRoles(Timelock__factory.createInterface() as Interface, roles)) {
    const listed: string[] = [];
    for (const candidate of candidates) {
      if (await contract.hasRole(role.hash, candidate, { blockTag: block })) listed.push(candidate);
    }
    const wanted = expected?.timelockHoldersOf(role.name, address);
    checks.push(checkHolders(`timelock ${role.name}`, role, roles, listed, wanted, timelock));
  }
  return [checkDelay(await contract.getMinDelay({ blockTag: block }), expected), ...checks];
}

const allNamed = (expected: Expected | undefined) => [
  ...(expected?.addresses("proposers") ?? []),
  ...(expected?.addresses("executors") ?? []),
];

function checkDelay(found: bigint, expected: Expected | undefined): Check {
  const wanted = expected?.value("timelockDelay");
  if (expected === undefined || wanted === undefined) {
    return unchecked("timelock delay", `${formatDuration(found)}; no parameter file says how long`);
  }
  const right = BigInt(wanted as number | bigint);
  const faults = right === found ? [] : [`${formatDuration(found)}, expected ${formatDuration(right)}`];
  return judged("timelock delay", faults, formatDuration(found));
}

function checkDeployer({ deployer }: Programme, core: Roles, timelock: Roles | undefined): Check {
  const held = [
    ...heldBy(deployer, core, Upline__factory.createInterface(), "core"),
    ...(timelock === undefined ? [] : heldBy(deployer, timelock, Timelock__factory.createInterface(), "timelock")),
  ];
  return judged(
    "deployer",
    held.map((role) => `${deployer} still holds ${role}`),
    `${deployer} holds no role`,
  );
}

function heldBy(account: string, roles: Roles, contract: Interface, of: string): readonly string[] {
  return allRoles(contract, roles)
    .filter(({ hash }) => roles.holders.get(hash)?.includes(account))
    .map(({ name }) => `${name} of the ${of}`);
}

/** The company's wallet, where its share goes. */
function checkTreasury({ logs, treasury, deployer }: Programme, expected: Expected | undefined): Check {
  let wallet = treasury;
  for (const log of logs) {
    const event = readEvent(log);
    if (event?.name === "WalletMoved" && event.args["id"] === 1n) wallet = event.args["to"];
  }
  const wanted = expected?.address("treasury");
  if (wallet === deployer) return finding("company's wallet", `${wallet} is the deployer's`);
  if (wanted === undefined) return unchecked("company's wallet", `${wallet}; no parameter file says whose`);
  return judged("company's wallet", wallet === wanted ? [] : [`${wallet}, expected ${wanted}`], wallet);
}
