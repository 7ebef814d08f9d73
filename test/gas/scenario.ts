import {
  type ContractTransactionResponse,
  encodeBytes32String,
  ethers as ethersLib,
  id as hash,
  MaxUint256,
} from "ethers";
import { deployUnopened, type ProgrammeOptions, plan } from "../helpers/programme.ts";

/** A level pays 1 %, sixteen levels 16 %. */
const RATES = Array.from({ length: 16 }, () => 100);
const PRICE = 99_990_000n;
const LEVELS = 15;
const DEADLINE = 1_893_456_000n;
const BUDGET = 10n ** 15n;

export type Programme = Awaited<ReturnType<typeof programme>>;
type Wallet = Programme["treasury"] | ethersLib.Wallet;

/** Gas that a transaction used. */
export async function gasOf(transaction: Promise<ContractTransactionResponse>): Promise<bigint> {
  const receipt = await (await transaction).wait();
  if (!receipt) throw new Error("the transaction was not mined");
  return receipt.gasUsed;
}

/** Products of a scenario's programme. */
export const FINAL = 1;
export const SEVEN_DAYS = 2;
export const GOODS = 3;
export const WEEK = 7 * 24 * 3600;

/** An open programme with one product of each kind, with or without a pool share (basis points). */
export async function programme(poolShare: number, options: ProgrammeOptions = {}) {
  const base = await deployUnopened({ cap: 10_000, ...options });
  const { core, ethers, operator } = base;
  if (poolShare !== 0) {
    const run = await ethers.deployContract("MockRun");
    await core.scheduleRun(await run.getAddress());
    await core.setRun();
  }
  const terms = plan({ rates: RATES, poolShare, threshold: 50_000_000n, openRanks: RATES.map(() => 0) });
  await core.schedulePlan(terms, 0, "{}");
  await core.open();
  const product = {
    retail: PRICE,
    wholesale: 70_000_000n,
    volume: 50_000_000n,
    window: 0,
    kind: 0,
    arbiter: ethersLib.ZeroAddress,
  };
  const goods = { ...product, window: WEEK, kind: 1, arbiter: operator.address };
  await core.addProducts([product, { ...product, window: WEEK }, goods], [hash("A"), hash("B"), hash("C")]);
  return { ...base, core: core.connect(operator) };
}

/** Signs an invitation and enrols the newcomer; returns his id and the gas. */
export async function enrol(p: Programme, sponsor: Wallet, newcomer: Wallet): Promise<{ id: bigint; gas: bigint }> {
  const invitation = { sponsor: sponsor.address, newcomer: ethersLib.ZeroAddress, deadline: DEADLINE };
  const { chainId } = await p.ethers.provider.getNetwork();
  const domain = { name: "Upline", version: "1", chainId, verifyingContract: await p.core.getAddress() };
  const types = {
    Invitation: [
      { name: "sponsor", type: "address" },
      { name: "newcomer", type: "address" },
      { name: "deadline", type: "uint256" },
    ],
  };
  const signature = await sponsor.signTypedData(domain, types, invitation);
  const gas = await gasOf(p.core.connect(newcomer).enrol(invitation, signature));
  return { id: await p.core.lastDistributorId(), gas };
}

let wallets = 0;

/** A wallet of its own with some ether to pay for gas; the same ones in each run, since calldata costs by its bytes. */
export async function freshWallet(p: Programme): Promise<ethersLib.Wallet> {
  const wallet = new ethersLib.Wallet(hash(`wallet ${++wallets}`), p.ethers.provider);
  await p.networkHelpers.setBalance(wallet.address, 10n ** 20n);
  return wallet;
}

/** A line of `depth` distributors below `sponsor`, from the top down. */
export async function line(p: Programme, sponsor: Wallet, depth: number) {
  const members: { id: bigint; wallet: ethersLib.Wallet; gas: bigint }[] = [];
  let above = sponsor;
  for (let i = 0; i < depth; i++) {
    const wallet = await freshWallet(p);
    members.push({ wallet, ...(await enrol(p, above, wallet)) });
    above = wallet;
  }
  return members;
}

/** A customer who has enough of the token and approved the core without limit. */
export async function customer(p: Programme) {
  const wallet = await freshWallet(p);
  await p.token.mint(wallet.address, BUDGET);
  await p.token.connect(wallet).approve(await p.core.getAddress(), MaxUint256);
  return wallet;
}

/** An order of one line, with a campaign and a reference as a real shop would set them. */
export function order(seller: bigint, product: number = FINAL) {
  return {
    seller,
    campaign: 202_611n,
    ref: encodeBytes32String("2026-11-004711"),
    maxTotal: PRICE,
    lines: [{ product, quantity: 1 }],
  };
}

export { DEADLINE, LEVELS, PRICE };
