import { formatUnits, type TransactionRequest } from "ethers";
import type { PageConfig } from "../config/page-config.ts";
import { GasMoneyMissing } from "./errors.ts";
import type { WriteAccess } from "./write.ts";

/** What a transaction will need. */
export interface Simulated {
  readonly request: TransactionRequest;
  readonly gasLimit: bigint;
  /** The most that the network's fee may be, in the currency's smallest unit; undefined where it tells no price. */
  readonly fee: bigint | undefined;
}

/** Gas is estimated on the present state; another transaction before this one may make it dearer. */
const RESERVE = 120n;

/**
 * Tries a transaction out without sending it.
 * @throws The contract's reason if it would be refused; GasMoneyMissing if the account cannot pay for it.
 */
export async function simulate(
  request: TransactionRequest,
  { account, live }: WriteAccess,
  { currency }: Pick<PageConfig, "currency">,
): Promise<Simulated> {
  const from = { ...request, from: account };
  // A call first: an estimate fails for lack of gas money before it tells the contract's reason.
  await live.call(from);
  const [estimate, fees, held] = await Promise.all([
    live.estimateGas(from),
    live.getFeeData(),
    live.getBalance(account, "latest"),
  ]);
  const gasLimit = (estimate * RESERVE) / 100n;
  const price = fees.maxFeePerGas ?? fees.gasPrice;
  const fee = price === null ? undefined : gasLimit * price;
  const needed = (fee ?? 0n) + BigInt(request.value ?? 0);
  if (held < needed) {
    const [most, has] = [needed, held].map((amount) => formatUnits(amount, currency.decimals));
    throw new GasMoneyMissing(currency.symbol, most ?? "", has ?? "");
  }
  return { request, gasLimit, fee };
}
