import { MaxUint256 } from "ethers";
import { deployPermit2, PERMIT2 } from "../../../../test/helpers/permit2.ts";
import { PaymentsClient, type PurchaseOrder } from "../../src/index.ts";
import { DOWNLOAD, ONE, openShop } from "./shop.ts";

/** 32 bytes. */
export const REF = `0x${"ab".repeat(32)}`;

/** One download, which costs 20, for at most 25. */
export const downloadOrder = (changes: Partial<PurchaseOrder> = {}): PurchaseOrder => ({
  seller: 5n,
  campaign: 7n,
  ref: REF,
  maxTotal: 25n * ONE,
  lines: [{ product: DOWNLOAD, quantity: 1n }],
  ...changes,
});

/** A shop whose token has signatures, with the contract that takes payments by them. The buyer has approved Permit2. */
export async function openPayingShop() {
  const made = await openShop({ token: "TestStablecoin", tokenArguments: (deployer) => [deployer] });
  const permit2 = await deployPermit2(made);
  const contract = await made.ethers.deployContract("Payments", [made.address, PERMIT2]);
  const payments = await contract.getAddress();
  await made.token.connect(made.buyer).approve(PERMIT2, MaxUint256);
  return {
    ...made,
    payments,
    permit2,
    stablecoin: await made.ethers.getContractAt("TestStablecoin", made.token),
    /** The buyer's own page. */
    page: PaymentsClient.connect(payments, made.buyer),
    /** Somebody who sends what others signed. */
    relayer: PaymentsClient.connect(payments, made.stranger),
  };
}

export type PayingShop = Awaited<ReturnType<typeof openPayingShop>>;
