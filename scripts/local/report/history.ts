import {
  decodeSale,
  decodeSaleIds,
  EventReader,
  IUpline__factory,
  type JournalLog,
  type PlacedSale,
  type ReadEvent,
} from "../../../packages/protocol/src/index.ts";
import { type Ending, endingOf, isRefund } from "./endings.ts";

/** An event of the core. */
export interface Happened extends ReadEvent {
  /** In seconds since 1970. */
  readonly time: bigint;
}

/** A sale from its placement to its end. */
export interface SoldSale {
  readonly sale: PlacedSale;
  /** When it was placed, in seconds since 1970. */
  readonly time: bigint;
  /** Undefined while it is in escrow. */
  readonly ending: Ending | undefined;
  /** When it ended, in seconds since 1970. */
  readonly ended: bigint | undefined;
}

/** Whether a sale's money went back to its buyer. */
export function isRefunded({ ending }: SoldSale): boolean {
  return ending !== undefined && isRefund(ending);
}

interface Followed extends SoldSale {
  ending: Ending | undefined;
  ended: bigint | undefined;
  /** Event of its last step. */
  step: string;
}

const events = new EventReader(IUpline__factory.createInterface());

/** All that the core's events tell, read once. */
export class History {
  readonly #sales: Followed[] = [];
  readonly #ended: Followed[] = [];
  readonly #open = new Map<bigint, Followed>();
  readonly #byName = new Map<string, Happened[]>();

  /** @param logs All events of the core, in the chain's order. */
  constructor(logs: readonly JournalLog[]) {
    for (const log of logs) this.#read(log);
  }

  /** In the order of their placement. */
  get sales(): readonly SoldSale[] {
    return this.#sales;
  }

  /** Those that have ended, in the order of their end. */
  get ended(): readonly SoldSale[] {
    return this.#ended;
  }

  /** The events of a name, in order. */
  of(name: string): readonly Happened[] {
    return this.#byName.get(name) ?? [];
  }

  #read(log: JournalLog): void {
    const event = events.read(log);
    if (event === undefined) return;
    const { name, args } = event;
    const same = this.#byName.get(name) ?? [];
    this.#byName.set(name, same);
    same.push({ name, args, time: log.timestamp });
    if (name === "SalePlaced" || name === "SaleFinal") this.#place(log, name);
    else if (name.startsWith("Return")) this.#followed(args["id"]).step = name;
    else if (name === "SaleRefunded") this.#end(args["id"], name, log.timestamp);
    else if (name === "SalesSettled") {
      for (const id of decodeSaleIds(args["ids"])) this.#end(id, name, log.timestamp);
    }
  }

  #place(log: JournalLog, step: string): void {
    const sale = decodeSale(log);
    const ending = sale.final ? "final at once" : undefined;
    const ended = sale.final ? log.timestamp : undefined;
    const followed: Followed = { sale, time: log.timestamp, ending, ended, step };
    this.#sales.push(followed);
    if (sale.final) this.#ended.push(followed);
    else this.#open.set(sale.id, followed);
  }

  #end(id: bigint, how: "SaleRefunded" | "SalesSettled", time: bigint): void {
    const followed = this.#followed(id);
    followed.ending = endingOf(followed.step, how);
    followed.ended = time;
    this.#ended.push(followed);
    this.#open.delete(id);
  }

  #followed(id: bigint): Followed {
    const followed = this.#open.get(id);
    if (followed === undefined) throw new RangeError(`sale ${id} is not in escrow`);
    return followed;
  }
}
