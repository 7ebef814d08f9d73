import { decodeRankChanges, type PlacedSale, type Plan, planFromStruct } from "../../packages/protocol/src/index.ts";
import type { History } from "../local/report/history.ts";

/** Somebody of the network. */
export interface Member {
  readonly id: bigint;
  readonly sponsor: bigint;
  /** When he counts as enrolled, in seconds since 1970: the imported since the opening. */
  readonly enrolled: bigint;
}

/** What a product is sold by. Amounts in token units. */
export interface Terms {
  readonly wholesale: bigint;
  /** Commissionable volume. */
  readonly volume: bigint;
}

/** What a sale came to by its lines and the catalogue, in token units. */
export interface Basket {
  readonly price: bigint;
  readonly wholesale: bigint;
  readonly volume: bigint;
}

/** A rank, and since when it counts. */
export interface Ranked {
  readonly id: bigint;
  readonly rank: number;
  /** The first period in which it counts. */
  readonly from: bigint;
}

/** What the events tell of a programme, and nothing that the contracts worked out from it. */
export class Facts {
  /** Basis points of the wholesale price that no sale exceeds. */
  readonly cap: bigint;
  /** By id, in the order of their enrolment; without the company. */
  readonly members: ReadonlyMap<bigint, Member>;
  /** In the order in which they were set. */
  readonly ranks: readonly Ranked[];
  /** By version. */
  readonly plans: ReadonlyMap<bigint, Plan>;
  readonly #terms: ReadonlyMap<bigint, Terms>;
  readonly #start: bigint;
  readonly #periodLength: bigint;

  /** @throws Error if the history does not begin with the programme's creation. */
  constructor(history: History) {
    const settings = history.of("ProgrammeCreated")[0]?.args["settings"];
    if (settings === undefined) throw new Error("the history does not begin with the programme's creation");
    const { start, periodLength, cap } = settings;
    [this.cap, this.#start, this.#periodLength] = [cap, start, periodLength];
    this.members = membersOf(history);
    this.ranks = this.#ranksOf(history);
    this.plans = new Map(
      history.of("PlanScheduled").map(({ args }) => [args["version"], planFromStruct(args["plan"])]),
    );
    this.#terms = new Map(history.of("ProductAdded").map(({ args }) => [args["product"], args["terms"]]));
  }

  /** The number of the period that a time is in, in seconds since 1970. */
  periodOf(time: bigint): bigint {
    return (time - this.#start) / this.#periodLength;
  }

  /** @throws RangeError if it was never scheduled. */
  planOf({ plan: version }: PlacedSale): Plan {
    const plan = this.plans.get(version);
    if (plan === undefined) throw new RangeError(`plan ${version} was never scheduled`);
    return plan;
  }

  /** @throws RangeError if a product was never added. */
  basketOf({ lines }: PlacedSale): Basket {
    let [price, wholesale, volume] = [0n, 0n, 0n];
    for (const { product, quantity, unitPrice } of lines) {
      const terms = this.#terms.get(product);
      if (terms === undefined) throw new RangeError(`product ${product} was never added`);
      price += quantity * unitPrice;
      wholesale += quantity * terms.wholesale;
      volume += quantity * terms.volume;
    }
    return { price, wholesale, volume };
  }

  #ranksOf(history: History): readonly Ranked[] {
    const imported = history
      .of("DistributorImported")
      .map(({ args }) => ({ id: args["id"], rank: Number(args["rank"]), from: 0n }));
    const set = history.of("RanksSet").flatMap(({ args, time }) => {
      const from = this.periodOf(time) + 1n;
      return decodeRankChanges(args["changes"]).map(({ id, rank }) => ({ id, rank: Number(rank), from }));
    });
    return [...imported, ...set];
  }
}

function membersOf(history: History): ReadonlyMap<bigint, Member> {
  const opened = history.of("ProgrammeOpened")[0]?.time ?? 0n;
  const imported = history
    .of("DistributorImported")
    .map(({ args }) => ({ id: args["id"], sponsor: args["sponsor"], enrolled: opened }));
  const enrolled = history
    .of("DistributorEnrolled")
    .map(({ args, time }) => ({ id: args["id"], sponsor: args["sponsor"], enrolled: time }))
    // The first is the company itself, which has no sponsor.
    .filter(({ sponsor }) => sponsor !== 0n);
  return new Map([...imported, ...enrolled].map((member) => [member.id, member]));
}
