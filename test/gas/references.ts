import { type ethers as ethersLib, MaxUint256 } from "ethers";
import { customer, freshWallet, gasOf, PRICE, type Programme } from "./scenario.ts";

/** Gas of what somebody would write or take instead, for the same price and number of payees. */
export interface References {
  readonly pushLoop: bigint;
  readonly pullLedger: bigint;
  readonly paymentSplitter: bigint;
}

/** Gas of a transaction that only pulls the price; see `bars.ts`. */
export async function measurePull(p: Programme): Promise<bigint> {
  const buyer = await customer(p);
  const puller = await p.ethers.deployContract("TransferPuller", [await p.token.getAddress()]);
  await p.token.connect(buyer).approve(await puller.getAddress(), MaxUint256);
  // The first pull makes balances non-zero, the second is what every further sale costs.
  await gasOf(puller.connect(buyer).getFunction("pull")(PRICE));
  return gasOf(puller.connect(buyer).getFunction("pull")(PRICE));
}

/** Measures all references with this many payees, each of whom holds some of the token already. */
export async function measureReferences(p: Programme, payees: number): Promise<References> {
  const buyer = await customer(p);
  const members = await Promise.all(Array.from({ length: payees }, () => freshWallet(p)));
  for (const member of members) await p.token.mint(member.address, 1n);
  return {
    pushLoop: await measureTutorial(p, "TutorialPushLoop", members, buyer),
    pullLedger: await measureTutorial(p, "TutorialPullLedger", members, buyer),
    paymentSplitter: await measureSplitter(p, members, buyer),
  };
}

type Wallet = ethersLib.Wallet;

async function measureTutorial(p: Programme, name: string, members: readonly Wallet[], buyer: Wallet) {
  const rates = members.map(() => 100n);
  const token = await p.token.getAddress();
  const contract = await p.ethers.deployContract(name, [token, p.treasury.address, PRICE, rates]);
  await p.token.mint(await contract.getAddress(), 1n);
  await p.token.mint(p.treasury.address, 1n);
  for (const [i, member] of members.entries()) {
    const sponsor = members[i + 1]?.address ?? p.treasury.address;
    await contract.connect(member).getFunction("register")(sponsor);
  }
  await p.token.connect(buyer).approve(await contract.getAddress(), MaxUint256);
  const buy = contract.connect(buyer).getFunction("buy");
  await gasOf(buy(members[0]?.address));
  return gasOf(buy(members[0]?.address));
}

async function measureSplitter(p: Programme, members: readonly Wallet[], buyer: Wallet) {
  const payees = members.map(({ address }) => address);
  const contract = await p.ethers.deployContract("PaymentSplitterReference", [payees, payees.map(() => 1n)]);
  await p.token.mint(await contract.getAddress(), BigInt(payees.length));
  await p.token.connect(buyer).approve(await contract.getAddress(), MaxUint256);
  const buy = contract.connect(buyer).getFunction("buy");
  const token = await p.token.getAddress();
  await gasOf(buy(token, PRICE));
  return gasOf(buy(token, PRICE));
}
