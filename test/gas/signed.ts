import { saleFromEvent, signAuthorization, signClaim, signPermit, signPermit2, signReturn } from "@upline/protocol";
import { MaxUint256, Signature, type Wallet } from "ethers";
import { deployPermit2, PERMIT2 } from "../helpers/permit2.ts";
import {
  customer,
  DEADLINE,
  freshWallet,
  gasOf,
  line,
  order,
  PRICE,
  type Programme,
  programme,
  SEVEN_DAYS,
} from "./scenario.ts";

/** A figure without a bar. */
export interface Note {
  readonly name: string;
  readonly gas: bigint;
}

/** A programme over a token with permit and ERC-3009, and the contract that takes payments by signature. */
async function openDesk() {
  const p = await programme(0, { token: "TestStablecoin", tokenArguments: (deployer) => [deployer] });
  const core = await p.core.getAddress();
  await deployPermit2(p);
  const payments = await p.ethers.deployContract("Payments", [core, PERMIT2]);
  const token = await p.ethers.getContractAt("TestStablecoin", p.token);
  const { chainId } = await p.ethers.provider.getNetwork();
  const [first] = await line(p, p.treasury, 1);
  if (!first) throw new Error("nobody was enrolled");
  const buyer = await customer(p);
  await p.token.connect(buyer).approve(PERMIT2, MaxUint256);
  const address = await payments.getAddress();
  return { p, core, payments, address, token, chainId, seller: first, buyer, relayer: await freshWallet(p) };
}

type Desk = Awaited<ReturnType<typeof openDesk>>;

/** What paying, claiming and returning cost when somebody else sends what was signed; the buyer or owner pays nothing. */
export async function measureSigned(): Promise<Note[]> {
  const desk = await openDesk();
  const { p, core, seller, buyer, relayer } = desk;
  // The second of each: balances, allowances and nonces' words are not zero any more.
  const second = async (name: string, run: (nonce: number) => Promise<bigint>): Promise<Note> => {
    await run(0);
    return { name, gas: await run(1) };
  };
  const bought = await second("final sale, approved before, N=1", () =>
    gasOf(p.core.connect(buyer).buy(order(seller.id))),
  );
  const paid = [
    await second("final sale by permit, N=1", () => byPermit(desk)),
    await second("final sale by ERC-3009, N=1", (nonce) => byAuthorization(desk, nonce)),
    await second("final sale by Permit2, N=1", (nonce) => byPermit2(desk, nonce)),
  ];
  const claimed = await second("claim by signature", async (nonce) => {
    await gasOf(p.core.connect(buyer).buy(order(seller.id)));
    const claim = { wallet: seller.wallet.address, recipient: seller.wallet.address, atLeast: 1n, deadline: DEADLINE };
    const signature = await signClaim(seller.wallet, core, desk.chainId, { ...claim, nonce: BigInt(nonce) });
    return gasOf(p.core.connect(relayer).claimFor(claim, signature));
  });
  return [bought, ...paid, claimed, ...(await measureReturns(desk, second))];
}

async function byPermit({ p, payments, address, token, seller, buyer }: Desk): Promise<bigint> {
  const nonce = await token.nonces(buyer.address);
  const permit = { owner: buyer.address, spender: address, value: PRICE, nonce, deadline: DEADLINE };
  const { v, r, s } = Signature.from(await signPermit(buyer, await domainOf(p), permit));
  return gasOf(payments.connect(buyer).buyWithPermit(order(seller.id), [], DEADLINE, v, r, s));
}

async function byAuthorization(desk: Desk, nonce: number): Promise<bigint> {
  const { p, payments, address, buyer, relayer } = desk;
  const purchase = purchaseOf(desk, nonce);
  const times = { validAfter: 0n, validBefore: DEADLINE };
  const signature = await signAuthorization(buyer, await domainOf(p), address, purchase, times);
  const send = payments.connect(relayer).buyWithAuthorization;
  return gasOf(send(buyer.address, purchase, [], 0n, DEADLINE, signature));
}

async function byPermit2(desk: Desk, nonce: number): Promise<bigint> {
  const { payments, address, token, chainId, buyer, relayer } = desk;
  const purchase = purchaseOf(desk, nonce);
  const terms = {
    permit2: PERMIT2,
    chainId,
    token: await token.getAddress(),
    nonce: BigInt(nonce),
    deadline: DEADLINE,
  };
  const signature = await signPermit2(buyer, address, purchase, terms);
  return gasOf(payments.connect(relayer).buyWithPermit2(buyer.address, purchase, [], nonce, DEADLINE, signature));
}

/** Two purchases of the same are told apart by their campaign, as ERC-3009 asks. */
function purchaseOf({ core, seller, buyer }: Desk, nonce: number) {
  const { campaign, ...rest } = order(seller.id);
  const lines = rest.lines.map(({ product, quantity }) => ({ product: BigInt(product), quantity: BigInt(quantity) }));
  return { ...rest, lines, campaign: campaign + BigInt(nonce), programme: core, buyer: buyer.address, offers: [] };
}

async function domainOf({ token, ethers }: Programme) {
  const { chainId } = await ethers.provider.getNetwork();
  return { name: await token.name(), version: "1", chainId, verifyingContract: await token.getAddress() };
}

async function measureReturns(
  { p, core, chainId, seller, buyer, relayer }: Desk,
  second: (name: string, run: (nonce: number) => Promise<bigint>) => Promise<Note>,
): Promise<Note[]> {
  const place = async (by: Wallet) => {
    const receipt = await (await p.core.connect(by).buy(order(seller.id, SEVEN_DAYS))).wait();
    const log = receipt?.logs.find(({ address }) => address === core);
    if (!log) throw new Error("the purchase emitted no event");
    return saleFromEvent(log);
  };
  return [
    await second("return of an escrowed sale, refunded at once", async () =>
      gasOf(p.core.connect(buyer).requestReturn(await place(buyer))),
    ),
    await second("return by signature, refunded at once", async () => {
      const sale = await place(buyer);
      const returned = { buyer: buyer.address, sale: BigInt(sale.id), refund: BigInt(sale.total), deadline: DEADLINE };
      const signature = await signReturn(buyer, core, chainId, returned);
      return gasOf(p.core.connect(relayer).requestReturnFor(sale, DEADLINE, signature));
    }),
  ];
}
