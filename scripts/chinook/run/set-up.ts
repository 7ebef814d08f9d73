import { keccak256, toBeHex, toUtf8Bytes, ZeroAddress } from "ethers";
import { type ICatalogue, inBatches, UplineClient } from "../../../packages/protocol/src/index.ts";
import type { Clock } from "../../local/clock.ts";
import type { Programme } from "../../local/programme.ts";
import { DAY } from "../../local/time.ts";
import type { Company, Customer, Employee, Track } from "../data/company.ts";
import type { PlanFile } from "../data/plan-file.ts";
import type { People } from "./accounts.ts";

/** Products that one transaction adds: some 3 million gas. */
const PRODUCTS_AT_ONCE = 100;
const BASIS_POINTS = 10_000n;

/** Adds a product for each track. @returns The products' numbers by track. */
export async function addProducts(
  programme: Programme,
  company: Company,
  plan: PlanFile,
  people: People,
): Promise<ReadonlyMap<number, bigint>> {
  const { core } = UplineClient.connect(programme.core, people.operator);
  const numbers = new Map<number, bigint>();
  for (const tracks of inBatches(company.tracks, PRODUCTS_AT_ONCE)) {
    const terms = tracks.map((track) => productTerms(track, plan));
    const codes = tracks.map(({ number }) => toBeHex(number, 32));
    const first = (await core.lastProduct()) + 1n;
    await (await core.addProducts(terms, codes)).wait();
    for (const [i, { number }] of tracks.entries()) numbers.set(number, first + BigInt(i));
  }
  return numbers;
}

/** A track's wholesale price and CV, by the plan file's shares and down to the unit. */
function productTerms({ price }: Track, { products }: PlanFile): ICatalogue.ProductTermsStruct {
  const wholesale = (price * products.wholesale) / BASIS_POINTS;
  const volume = (wholesale * products.cv) / BASIS_POINTS;
  return { retail: price, wholesale, volume, window: products.window, kind: 0n, arbiter: ZeroAddress };
}

/** Gives each customer exactly what he will spend. @returns The sum, in token units. */
export async function fundCustomers(programme: Programme, company: Company, people: People): Promise<bigint> {
  const spent = new Map<Customer, bigint>();
  for (const { customer, total } of company.invoices) spent.set(customer, (spent.get(customer) ?? 0n) + total);
  for (const [{ number }, amount] of spent) {
    await (await programme.stablecoin.mint(walletOf(people.customers, number).address, amount)).wait();
  }
  return [...spent.values()].reduce((sum, amount) => sum + amount, 0n);
}

/** An invitation can be used for a month. */
const INVITED_FOR = 30n * DAY;

/**
 * Enrols every employee by an invitation that his superior signed, or the company where he has none.
 * @returns The distributors' ids by the employees' numbers.
 */
export async function enrolEmployees(
  programme: Programme,
  company: Company,
  people: People,
  clock: Clock,
): Promise<ReadonlyMap<number, bigint>> {
  const ids = new Map<number, bigint>();
  for (const { number, superior } of company.employees) {
    const sponsor = superior === undefined ? people.treasury : walletOf(people.employees, superior);
    const newcomer = walletOf(people.employees, number);
    const { invitation, signature } = await UplineClient.connect(programme.core, sponsor).invite(
      newcomer.address,
      clock.now + INVITED_FOR,
    );
    await (await UplineClient.connect(programme.core, newcomer).enrol(invitation, signature)).wait();
    ids.set(number, (await programme.reader.core.idOf(newcomer.address)).id);
  }
  return ids;
}

/** Sets the rank of each employee's title; it counts from the next period on. */
export async function setRanks(
  programme: Programme,
  company: Company,
  plan: PlanFile,
  people: People,
  ids: ReadonlyMap<number, bigint>,
): Promise<void> {
  const { core } = UplineClient.connect(programme.core, people.operator);
  const changes = company.employees.map(({ number, title }) => ({
    id: ids.get(number) ?? 0n,
    rank: plan.people.ranks.get(title) ?? 0n,
  }));
  await (await core.setRanks(changes, evidence(company.employees))).wait();
}

/** What the ranks rest on: the titles that people had. */
function evidence(employees: readonly Employee[]): string {
  return keccak256(toUtf8Bytes(JSON.stringify(employees.map(({ number, title }) => [number, title]))));
}

/** The wallet of an employee or a customer. */
export function walletOf<T>(wallets: ReadonlyMap<number, T>, number: number): T {
  const wallet = wallets.get(number);
  if (wallet === undefined) throw new Error(`number ${number} has no wallet`);
  return wallet;
}
