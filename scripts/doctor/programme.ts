import { getAddress, type LogDescription, type ParamType, type Provider, type Result } from "ethers";
import {
  type IUpline,
  type JournalLog,
  ProtocolError,
  type Upline,
  Upline__factory,
  UplineClient,
} from "../../packages/protocol/src/index.ts";
import { CoreMissing } from "../journal.ts";

/** An endpoint that also takes raw requests. */
export type Endpoint = Provider & { send(method: string, params: unknown[]): Promise<unknown> };

/** A value that a programme was deployed with. */
export type Setting = string | bigint | boolean;

/** A programme as its own events tell of it, as of one block. */
export interface Programme {
  readonly endpoint: Endpoint;
  readonly core: Upline;
  readonly address: string;
  readonly chainId: bigint;
  /** Everything is read as of this block. */
  readonly block: number;
  /** Time of that block, in seconds since 1970. */
  readonly time: bigint;
  /** The block from which on events are read. */
  readonly from: number;
  readonly logs: readonly JournalLog[];
  /** By name, as in the contract's `Settings`. */
  readonly settings: Readonly<Record<string, Setting>>;
  /** Addresses by name, as in the contract's `Modules`. */
  readonly modules: Readonly<Record<string, string>>;
  /** The company's first wallet. */
  readonly treasury: string;
  /** Who sent the transaction that deployed it. */
  readonly deployer: string;
}

/** The contract has not the events of a programme. */
export class ProgrammeUnreadable extends ProtocolError {
  override readonly name = "ProgrammeUnreadable";

  constructor(core: string, from: number, missing: string) {
    super(
      `the contract at ${core} has no event ${missing} from block ${from} on`,
      { core, from, missing },
      "Check that it is a programme's core, that --from is not after its deployment, and that the endpoint has all events.",
    );
  }
}

const events = Upline__factory.createInterface();

/** An event of the core, or undefined where it is none that the build knows. */
export function readEvent({ topics, data }: Pick<JournalLog, "topics" | "data">): LogDescription | undefined {
  try {
    return events.parseLog({ topics, data }) ?? undefined;
  } catch {
    // The first topic is an event's, the rest is not: no event of this build.
    return undefined;
  }
}

/**
 * Reads a programme's events up to the latest block.
 * @param from The block in which its first contract was deployed, or any before it.
 * @throws CoreMissing, ProgrammeUnreadable
 */
export async function readProgramme(endpoint: Endpoint, core: string, from: number): Promise<Programme> {
  const { chainId } = await endpoint.getNetwork();
  const latest = await endpoint.getBlock("latest");
  const block = latest?.number ?? 0;
  if ((await endpoint.getCode(core, block)) === "0x") throw new CoreMissing(core, chainId);
  const logs = await UplineClient.connect(core, endpoint).fetchJournal({ from, to: block });
  const created = find(logs, "ProgrammeCreated");
  const granted = find(logs, "RoleGranted");
  if (created === undefined) throw new ProgrammeUnreadable(core, from, "ProgrammeCreated");
  if (granted === undefined) throw new ProgrammeUnreadable(core, from, "RoleGranted");
  const { settings, modules, treasury } = created.args;
  return {
    endpoint,
    core: Upline__factory.connect(core, endpoint),
    address: getAddress(core),
    chainId,
    block,
    time: BigInt(latest?.timestamp ?? 0),
    from,
    logs,
    settings: named(settings, "settings"),
    modules: named(modules, "modules") as Record<string, string>,
    treasury,
    deployer: granted.args["sender"],
  };
}

function find(logs: readonly JournalLog[], name: string): LogDescription | undefined {
  for (const log of logs) {
    const event = readEvent(log);
    if (event?.name === name) return event;
  }
  return undefined;
}

/** The struct `what` of ProgrammeCreated by the names of its fields, which are the only list of them there is. */
function named(values: Result, what: string): Record<string, Setting> {
  return Object.fromEntries(fieldsOf(what).map((name, i) => [name, values[i]]));
}

function fieldsOf(what: string): readonly string[] {
  const struct = events.getEvent("ProgrammeCreated").inputs.find(({ name }) => name === what);
  return (struct?.components ?? []).map(({ name }: ParamType) => name);
}

/** The settings that the core answers, by name. */
export async function readSettings({ core, block }: Programme): Promise<Record<string, Setting>> {
  const answered: IUpline.SettingsStructOutput = await core.settings({ blockTag: block });
  return named(answered as unknown as Result, "settings");
}

/** The last event of a name; undefined where there is none, or the build knows no such event. */
export function lastOf({ logs }: Programme, name: string): LogDescription | undefined {
  for (const log of logs.toReversed()) {
    const event = readEvent(log);
    if (event?.name === name) return event;
  }
  return undefined;
}
