import type { Setting } from "../../packages/cli/src/terminal/section.ts";
import { table } from "../../packages/cli/src/terminal/table.ts";
import { formatAmount } from "../../packages/protocol/src/index.ts";
import type { Endpoint } from "../local/endpoint.ts";
import { DERIVATION_PATH, MNEMONIC, privateKey } from "../local/mnemonic.ts";
import type { Programme } from "../local/programme.ts";
import { type KnownAccount, paragraph, renderAccount, renderEnd, renderPlace } from "../local/welcome.ts";
import type { Report } from "./main-job.ts";
import type { People, Seats } from "./run/accounts.ts";

/** What everybody who may buy gets to try things with, in token units. */
const GIFT = 1_000_000_000n;

/** Gives the customers, who have spent all, and the accounts that nobody of the data has some money. */
export async function giveMoney({ stablecoin }: Programme, { guests, customers }: People): Promise<void> {
  for (const { address } of [...guests, ...customers.values()]) await (await stablecoin.mint(address, GIFT)).wait();
}

/** One of the well-known mnemonic's accounts. */
export interface NumberedAccount extends KnownAccount {
  readonly account: number;
}

/** Some accounts to begin with: the company, a seller, a customer and somebody new. */
export function accountsToTry({ stage }: Report): readonly NumberedAccount[] {
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
  const place = { endpoint, programme, chainId: report.journal.chainId, now: clock.now };
  return [
    renderPlace(place, setting),
    "",
    ...accountsToTry(report).map((known) => renderAccount(`account ${known.account}`, known, setting)),
    "",
    paragraph(
      "All accounts come from Hardhat's well-known mnemonic, which anybody has: never send anything of value to them.",
      setting,
    ),
    `  ${bold(MNEMONIC)}`,
    `  path ${DERIVATION_PATH}/n`,
    table([{ head: "n", align: "right" }, { head: "whose" }], seatRows(people.seats, report), dim),
    "",
    renderEnd(place, setting),
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
