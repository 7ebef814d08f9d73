import type { Environment } from "./environment.ts";
import { type Contracts, KINDS } from "./requests/call.ts";
import { firstFees, type Market, priceIn } from "./sending/fees.ts";
import { dayOf } from "./sending/records.ts";
import type { Desk } from "./sending/sender.ts";

/** How the relayer is. Amounts in wei. */
export interface Health {
  /** Whether the next request can be paid. */
  readonly canPay: boolean;
  /** Why not. */
  readonly problems: readonly string[];
  readonly chainId: bigint;
  readonly contracts: Pick<Contracts, "core" | "payments" | "token">;
  readonly kinds: readonly string[];
  /** The wallet that pays. */
  readonly account: string;
  /** Undefined while the endpoint does not answer. */
  readonly balance: bigint | undefined;
  readonly feePerGas: bigint | undefined;
  readonly pending: number;
  readonly spentToday: bigint;
  readonly limits: {
    readonly feePerGas: bigint;
    readonly gas: bigint;
    readonly daily: bigint;
    readonly requestsPerMinute: number;
  };
}

/** Gas that most requests need at most: a wallet that cannot pay it is as good as empty. */
const USUAL_GAS = 400_000n;
/** Milliseconds for which an answer serves, so that asking costs the endpoint little. */
const FRESH = 1_000;

/** Looks at the relayer, at most once a second. */
export class HealthCheck {
  readonly #desk: Desk;
  readonly #contracts: Contracts;
  readonly #perMinute: number;
  #last: { readonly at: number; readonly health: Promise<Health> } | undefined;

  constructor(desk: Desk, contracts: Contracts, { perMinute }: Pick<Environment, "perMinute">) {
    this.#desk = desk;
    this.#contracts = contracts;
    this.#perMinute = perMinute;
  }

  look(): Promise<Health> {
    const at = performance.now();
    if (this.#last === undefined || at - this.#last.at > FRESH) this.#last = { at, health: this.#examine() };
    return this.#last.health;
  }

  async #examine(): Promise<Health> {
    const { chain, records, limits, now } = this.#desk;
    const [balance, market] = await Promise.all([orUndefined(chain.balance()), orUndefined(chain.market())]);
    const spentToday = records.spentOn(dayOf(now()));
    const problems = problemsOf(this.#desk, { balance, market, spentToday });
    const { chainId, core, payments, token } = this.#contracts;
    return {
      canPay: problems.length === 0,
      problems,
      chainId,
      contracts: { core, payments, token },
      kinds: KINDS.filter((kind) => kind !== "purchase" || payments !== undefined),
      account: chain.account,
      balance,
      feePerGas: market === undefined ? undefined : priceIn(market),
      pending: records.open().filter(({ state }) => state === "pending").length,
      spentToday,
      limits: { ...limits, requestsPerMinute: this.#perMinute },
    };
  }
}

interface Seen {
  readonly balance: bigint | undefined;
  readonly market: Market | undefined;
  readonly spentToday: bigint;
}

function problemsOf({ limits, records }: Desk, { balance, market, spentToday }: Seen): readonly string[] {
  if (balance === undefined || market === undefined) return ["EndpointDown"];
  if (priceIn(market) > limits.feePerGas) return ["GasTooDear"];
  const usual = USUAL_GAS * firstFees(market, limits.feePerGas).maxFeePerGas;
  return [
    ...(balance < records.reserved() + usual ? ["BalanceTooSmall"] : []),
    ...(spentToday + usual > limits.daily ? ["DailyLimitReached"] : []),
  ];
}

async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch {
    return undefined;
  }
}
