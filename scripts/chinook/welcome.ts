import { formatAmount } from "../../packages/protocol/src/index.ts";
import { table } from "../terminal/table.ts";
import { wrapped } from "../terminal/text.ts";
import { dayOf } from "./data/time.ts";
import type { Report } from "./main-job.ts";
import { heading, type Setting } from "./report/sections/setting.ts";
import { DERIVATION_PATH, MNEMONIC, type People, privateKey, type Seats } from "./run/accounts.ts";
import type { Endpoint } from "./run/local-network.ts";
import type { Programme } from "./run/programme.ts";

/** What everybody who may buy gets to try things with, in token units. */
const GIFT = 1_000_000_000n;

/** Gives the customers, who have spent all, and the accounts that nobody of the data has some money. */
export async function giveMoney({ stablecoin }: Programme, { guests, customers }: People): Promise<void> {
  for (const { address } of [...guests, ...customers.values()]) await (await stablecoin.mint(address, GIFT)).wait();
}

/** The address of a server as a wallet takes it. */
export function urlOf({ host, port }: Endpoint): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** An account with what it is. */
export interface KnownAccount {
  readonly who: string;
  readonly account: number;
  readonly address: string;
  readonly privateKey: string;
}

/** Some accounts to begin with: the company, a seller, a customer and somebody new. */
export function accountsToTry({ stage }: Report): readonly KnownAccount[] {
  const { people, company, ids } = stage;
  const { seats, treasury, guests, customers, employees } = people;
  const agent = company.customers[0]?.agent ?? 0;
  const place = company.employees.findIndex(({ number }) => number === agent);
  const [customer] = customers.entries();
  const found: readonly (readonly [string, number, string | undefined])[] = [
    ["the company", 1, treasury.address],
    [
      `distributor ${ids.get(agent)}, ${company.employees[place]?.title}`,
      seats.employees + place,
      employees.get(agent)?.address,
    ],
    [`customer ${customer?.[0]}`, seats.customers, customer?.[1].address],
    ["somebody new", seats.guests, guests[0]?.address],
  ];
  return found.flatMap(([who, account, address]) =>
    address === undefined ? [] : [{ who, account, address, privateKey: privateKey(account) }],
  );
}

/** How to go on by hand, for a person at a terminal. */
export function renderWelcome(report: Report, endpoint: Endpoint, setting: Setting): string {
  const { programme, people, clock } = report.stage;
  const { bold, dim } = setting.colours;
  const places = [
    ["endpoint", bold(urlOf(endpoint))],
    ["chain id", report.journal.chainId.toString()],
    ["core", programme.core],
    ["token", `${programme.token} (${programme.unit.symbol})`],
    ["timelock", programme.timelock],
  ];
  const width = Math.min(setting.width, 100);
  const say = (text: string) => wrapped(text, width, "  ");
  return [
    heading("The network is up", setting),
    table([{ head: "" }, { head: "" }], places, dim),
    "",
    say(
      `Its clock runs on from ${dayOf(clock.now)}. To add it to a wallet: new network, name Upline, RPC URL ${urlOf(endpoint)}, ` +
        `chain id ${report.journal.chainId}, currency ETH; then import one of the private keys below, and the token by its address.`,
    ),
    "",
    ...accountsToTry(report).flatMap(({ who, account, address, privateKey: key }) => [
      `  ${bold(`account ${account}`)}, ${who}`,
      `    address ${address}`,
      `    key     ${key}`,
    ]),
    "",
    say(
      `All accounts come from Hardhat's well-known mnemonic, which anybody has: never send anything of value to them.`,
    ),
    `  ${bold(MNEMONIC)}`,
    `  path ${DERIVATION_PATH}/n`,
    table([{ head: "n", align: "right" }, { head: "whose" }], seatRows(people.seats, report), dim),
    "",
    say(
      `The network keeps nothing on disk. Ctrl-C stops it. The journal can be checked meanwhile: ` +
        `npx tsx scripts/journal.ts --rpc ${urlOf(endpoint)} --core ${programme.core}`,
    ),
    "",
  ].join("\n");
}

function seatRows({ employees, guests, customers, count }: Seats, { stage }: Report): readonly (readonly string[])[] {
  const range = (first: number, end: number) => (end - first === 1 ? `${first}` : `${first}–${end - 1}`);
  const gift = formatAmount(GIFT, stage.programme.unit);
  return [
    ["0", "deployer: issues the token, has no power over the programme"],
    ["1", "the company's treasury"],
    ["2", "operator: catalogue, plans, ranks, pause"],
    ["3", "proposer of the timelock"],
    [range(employees, guests), `employees in order, distributors ${range(2, 2 + guests - employees)}`],
    [range(guests, customers), `nobody yet, ${gift} each`],
    [range(customers, count), `customers in order, ${gift} each`],
  ];
}
