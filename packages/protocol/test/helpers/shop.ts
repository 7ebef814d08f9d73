import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { ZeroAddress } from "ethers";
import {
  DAY,
  deployProgramme,
  deployUnopened,
  type ProgrammeOptions,
  plan,
} from "../../../../test/helpers/programme.ts";
import { ANY_WALLET, type INetwork, type ISales, UplineClient } from "../../src/index.ts";

/** One unit of the test token, which has six decimals. */
export const ONE = 1_000_000n;
export const WINDOW = 14n * BigInt(DAY);

/** A deadline that no test reaches. */
export const FOREVER = 2n ** 40n - 1n;

/** Products of the shop, by number: one final at once, one with an automatic return, one of goods. */
export const DOWNLOAD = 1n;
export const LICENCE = 2n;
export const BOX = 3n;

/** An order of one line, at any price. */
export function order(seller: bigint, product: bigint, quantity = 1n): ISales.OrderStruct {
  return {
    seller,
    campaign: 7n,
    ref: `0x${"ab".repeat(32)}`,
    maxTotal: 2n ** 96n - 1n,
    lines: [{ product, quantity }],
  };
}

/**
 * An open programme with three products and a line of four distributors, each the sponsor of the next: ids 2 to 5.
 * The buyer holds tokens and has approved none.
 */
export async function openShop(options: ProgrammeOptions = {}) {
  const programme = await deployProgramme(options);
  return { ...(await stock(programme)), timelock: programme.timelock };
}

/**
 * The same of a company that brings people along, who have the ids from 2 on; the line follows them. The operator is
 * the admin as well.
 */
export async function openLegacyShop(
  people: readonly INetwork.ImportedDistributorStruct[],
  options: ProgrammeOptions = {},
) {
  const programme = await deployUnopened(options);
  await programme.core.importDistributors(2n, [...people]);
  await programme.core.schedulePlan(options.plan ?? plan(), 0n, "{}");
  await programme.core.open();
  return stock(programme);
}

/** A programme and its people. */
export type Programme = Omit<Awaited<ReturnType<typeof deployProgramme>>, "timelock">;

/** Adds products, the line of distributors and the buyer's money. */
async function stock(programme: Programme) {
  const { core, token, operator, others, ethers } = programme;
  const address = await core.getAddress();
  const connect = (signer: HardhatEthersSigner) => UplineClient.connect(address, signer);

  const [buyer, arbiter, stranger, ...wallets] = others;
  if (!buyer || !arbiter || !stranger) throw new Error("the local network has too few accounts");
  const price = { retail: 20n * ONE, wholesale: 13n * ONE, volume: 10n * ONE };
  const products = [
    { ...price, window: 0n, kind: 0n, arbiter: ethers.ZeroAddress },
    { ...price, window: WINDOW, kind: 0n, arbiter: ethers.ZeroAddress },
    { ...price, window: 2n * WINDOW, kind: 1n, arbiter: arbiter.address },
  ];
  const skus = products.map((_, i) => ethers.zeroPadValue(ethers.toBeHex(i + 1), 32));
  await core.connect(operator).addProducts(products, skus);

  const line = wallets.slice(0, 4);
  let sponsor = programme.treasury;
  for (const wallet of line) {
    const { invitation, signature } = await connect(sponsor).invite(ANY_WALLET, FOREVER);
    await connect(wallet).enrol(invitation, signature);
    sponsor = wallet;
  }
  await token.mint(buyer.address, 10_000n * ONE);
  const client = UplineClient.connect(address, ethers.provider);
  const [first, second, third, fourth] = line;
  if (!first || !second || !third || !fourth) throw new Error("the local network has too few accounts");
  return {
    ...programme,
    address,
    client,
    connect,
    buyer,
    arbiter,
    stranger,
    line: [first, second, third, fourth] as const,
    /** Accounts that nobody uses yet. */
    spare: wallets.slice(4),
  };
}

export type Shop = Awaited<ReturnType<typeof openShop>>;
export type LegacyShop = Awaited<ReturnType<typeof openLegacyShop>>;

/** An entry of an import: somebody of the network that the company had before. Without a wallet he binds one later. */
export function imported(sponsor: bigint, wallet: string = ZeroAddress, rank = 0n): INetwork.ImportedDistributorStruct {
  return { wallet, sponsor, rank, legacyId: `0x${"1d".repeat(32)}` };
}

/** The error that a promise is refused with. */
export async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
