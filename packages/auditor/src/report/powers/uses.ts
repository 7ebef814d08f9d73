import type { Keeping, Kept } from "../../checkpoint/kept.ts";
import type { Arguments } from "../../history/arguments.ts";
import type { AuditedSale, Entry, Observer } from "../../history/observer.ts";
import type { Holding } from "../../powers/roles.ts";
import type { TokenFacts } from "../../text/figures.ts";
import { detailText, POWER_GROUPS, type PowerGroup, type Told, tellPower } from "./kinds.ts";
import { type HeldRole, heldRoles } from "./roles.ts";

/** One use of a power. */
export interface PowerUse {
  /** Number of its entry in the journal, from 0. */
  readonly entry: number;
  readonly time: bigint;
  /** Name of the event. */
  readonly event: string;
  readonly subject: string;
  readonly detail: string;
}

/** The uses of one group of powers. */
export interface PowerUses {
  readonly group: PowerGroup;
  readonly title: string;
  /** How many there are; the list has the newest of them. */
  readonly count: number;
  readonly newest: readonly PowerUse[];
}

/** What is known about powers: who holds them, and each time one was used. */
export interface Powers {
  readonly held: readonly HeldRole[];
  readonly uses: readonly PowerUses[];
}

/** How many uses of a group are listed; the CSV has all. */
const LISTED = 100;

type KeptUse = Omit<PowerUse, "detail"> & Pick<Told, "detail">;

function listed({ detail, ...use }: KeptUse, token: TokenFacts): PowerUse {
  return { ...use, detail: detailText(detail, token) };
}

/** Gathers the uses of powers; who may use them, and whether he could, `PowerBook` says. */
export class PowerLog implements Observer, Keeping {
  /** Numbers of the sales in escrow, by id. */
  readonly #waiting = new Map<bigint, number>();
  readonly #counts = new Map<PowerGroup, number>();
  readonly #kept = new Map<PowerGroup, KeptUse[]>();

  event(name: string, args: Arguments, entry: Entry): void {
    const told = tellPower(name, args);
    if (told === undefined) return;
    this.#counts.set(told.group, (this.#counts.get(told.group) ?? 0) + 1);
    this.#keep(told, name, entry);
  }

  placed({ number, sale }: AuditedSale): void {
    if (!sale.final) this.#waiting.set(sale.id, number);
  }

  settled({ sale }: AuditedSale): void {
    if (!sale.final) this.#waiting.delete(sale.id);
  }

  refunded(sale: AuditedSale): void {
    this.settled(sale);
  }

  keep(kept: Kept): void {
    kept.map("waiting", this.#waiting);
    kept.map("counts", this.#counts);
    kept.map("kept", this.#kept);
  }

  /** @param holdings Who holds what at the audited block. */
  powers(token: TokenFacts, holdings: readonly Holding[]): Powers {
    const uses = POWER_GROUPS.map(([group, title]) => ({
      group,
      title,
      count: this.#counts.get(group) ?? 0,
      newest: (this.#kept.get(group) ?? []).slice(-LISTED).map((use) => listed(use, token)),
    }));
    return { held: heldRoles(holdings), uses };
  }

  #keep({ group, subject: named, sale, detail }: Told, event: string, { number, timestamp }: Entry): void {
    const saleNumber = sale === undefined ? undefined : this.#waiting.get(sale);
    const subject = saleNumber === undefined ? named : `sale ${saleNumber}`;
    const kept = this.#kept.get(group) ?? [];
    kept.push({ entry: number, time: timestamp, event, subject, detail });
    this.#kept.set(group, kept.length < 2 * LISTED ? kept : kept.slice(-LISTED));
  }
}
