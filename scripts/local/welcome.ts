import { heading, type Setting } from "../../packages/cli/src/terminal/section.ts";
import { table } from "../../packages/cli/src/terminal/table.ts";
import { wrapped } from "../../packages/cli/src/terminal/text.ts";
import { type Endpoint, urlOf } from "./endpoint.ts";
import type { Programme } from "./programme.ts";
import { dayOf } from "./time.ts";

/** An account that people can try things with. */
export interface KnownAccount {
  readonly who: string;
  readonly address: string;
  readonly privateKey: string;
}

/** A network that stays up. */
export interface Place {
  readonly endpoint: Endpoint;
  readonly programme: Programme;
  readonly chainId: bigint;
  /** What its clock says, in seconds since 1970. */
  readonly now: bigint;
}

/** A paragraph of what is said to people who try a network. */
export function paragraph(text: string, { width }: Setting): string {
  return wrapped(text, Math.min(width, 100), "  ");
}

/** Where a network is, and how a wallet gets there. */
export function renderPlace({ endpoint, programme, chainId, now }: Place, setting: Setting): string {
  const { bold, dim } = setting.colours;
  const url = urlOf(endpoint);
  const places = [
    ["endpoint", bold(url)],
    ["chain id", `${chainId}`],
    ["core", programme.core],
    ["token", `${programme.token} (${programme.unit.symbol})`],
    ["timelock", programme.timelock],
  ];
  const how =
    `Its clock runs on from ${dayOf(now)}. To add it to a wallet: new network, name Upline, RPC URL ${url}, ` +
    `chain id ${chainId}, currency ETH; then import one of the private keys below, and the token by its address.`;
  return [
    heading("The network is up", setting),
    table([{ head: "" }, { head: "" }], places, dim),
    "",
    paragraph(how, setting),
  ].join("\n");
}

/** An account with its key. @param name What it is called, before who it is. */
export function renderAccount(name: string, { who, address, privateKey }: KnownAccount, { colours }: Setting): string {
  return [`  ${colours.bold(name)}, ${who}`, `    address ${address}`, `    key     ${privateKey}`].join("\n");
}

/** How the network ends, and how its history is checked. */
export function renderEnd({ endpoint, programme }: Place, setting: Setting): string {
  const text =
    `The network keeps nothing on disk. Ctrl-C stops it. The journal can be checked meanwhile: ` +
    `npx tsx scripts/journal.ts --rpc ${urlOf(endpoint)} --core ${programme.core}`;
  return paragraph(text, setting);
}
