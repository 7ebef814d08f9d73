import { ZeroAddress } from "ethers";
import { type Chain, startChain } from "./chain.ts";
import { ESCROWED, FINAL, GAS, type Market, type Member, openMarket } from "./market.ts";

/** A programme on a local chain behind a URL, with something of each kind in its history. */
export interface Audited {
  readonly chain: Chain;
  readonly url: string;
  readonly market: Market;
  readonly line: readonly Member[];
  /** Hash of the block that is audited. */
  readonly block: string;
  /** Its height. */
  readonly number: bigint;
}

/** Makes it: a line of five, sales that are final, settled and in escrow, a claim. */
export async function openAudited(): Promise<Audited> {
  const chain = await startChain();
  const market = await openMarket({ connection: chain.inside });
  const line = await enrolled(market);
  const [top, , middle, , last] = line as [Member, Member, Member, Member, Member];
  for (const seller of [last, middle, last]) await market.buy(seller, FINAL);
  const settled = await market.escrow(last, ESCROWED);
  await market.escrow(middle, ESCROWED, { quantity: 2n });
  await market.passWindows();
  await market.settle(settled);
  await market.escrow(last, ESCROWED);
  await market.core.connect(top.wallet).claim();
  const newest = await market.ethers.provider.getBlock("latest");
  if (newest?.hash == null) throw new Error("the chain has no newest block");
  return { chain, url: chain.url, market, line, block: newest.hash, number: BigInt(newest.number) };
}

/**
 * A line of five, each the sponsor of the next. Of accounts that have ether from the beginning: the chain could not prove
 * the state of a block in which somebody was given some from outside.
 */
async function enrolled(market: Market): Promise<readonly Member[]> {
  const signers = (await market.ethers.getSigners()).slice(10, 15);
  const members: Member[] = [];
  for (const wallet of signers) {
    const sponsor = members.at(-1) ?? market.company;
    const invitation = { sponsor: sponsor.wallet, newcomer: ZeroAddress, deadline: 0n };
    await market.core.connect(wallet).enrol(invitation, "0x", GAS);
    members.push({ id: await market.core.lastDistributorId(), wallet });
  }
  return members;
}
