import type { EscrowedSale } from "@upline/protocol";
import type { AuditedSale } from "../observer.ts";

/** States of a sale in escrow, as its slot has them. */
export const ESCROWED = 1;
export const REQUESTED = 2;
export const DISPUTED = 3;
export const SETTLED = 4;
export const REFUNDED = 5;

const STATE_MASK = 0xffn;
const TIME_MASK = (1n << 40n) - 1n;
const DIGEST_SHIFT = 48n;

/** A sale that waits in escrow. */
export type OpenSale = AuditedSale & { readonly sale: EscrowedSale };

/** All sales that have a slot: those with a return window, finished ones too. */
export class Sales {
  /** The very word of each, by its id. */
  readonly words = new Map<bigint, bigint>();
  /** Those that wait. */
  readonly open = new Map<bigint, OpenSale>();
  /** Returns that the company accepted or the arbiter granted, and whose money has not been sent. */
  readonly granted = new Set<bigint>();
  /** What all that wait hold, in token units. */
  escrowed = 0n;

  /** @param digest Upper 208 bits. */
  place(sale: OpenSale, deadline: bigint, digest: bigint): void {
    const { id, total } = sale.sale;
    this.words.set(id, (digest << DIGEST_SHIFT) | (deadline << 8n) | BigInt(ESCROWED));
    this.open.set(id, sale);
    this.escrowed += total;
  }

  /** 0 for one that is not known. */
  stateOf(id: bigint): number {
    return Number((this.words.get(id) ?? 0n) & STATE_MASK);
  }

  deadlineOf(id: bigint): bigint {
    return ((this.words.get(id) ?? 0n) >> 8n) & TIME_MASK;
  }

  /** Upper 208 bits of a sale's digest. */
  digestOf(id: bigint): bigint {
    return (this.words.get(id) ?? 0n) >> DIGEST_SHIFT;
  }

  setState(id: bigint, state: number, time: bigint): void {
    const word = this.words.get(id) ?? 0n;
    this.words.set(id, ((word >> DIGEST_SHIFT) << DIGEST_SHIFT) | (time << 8n) | BigInt(state));
  }

  /** A sale is settled or refunded. @returns It, or undefined if none of that id waits. */
  finish(id: bigint, state: number, time: bigint): OpenSale | undefined {
    const sale = this.open.get(id);
    if (sale === undefined) return undefined;
    this.setState(id, state, time);
    this.open.delete(id);
    this.granted.delete(id);
    this.escrowed -= sale.sale.total;
    return sale;
  }
}
