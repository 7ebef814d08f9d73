import type { Parties, RawEntry, RawHeader, RawProof, Source, SourceCost } from "./source.ts";

/** A source that gives what another one gives; for those that change some of it. */
export abstract class DelegatingSource implements Source {
  readonly name: string;
  protected readonly inner: Source;

  constructor(name: string, inner: Source) {
    this.name = name;
    this.inner = inner;
  }

  get cost(): SourceCost {
    return this.inner.cost;
  }

  chainId(): Promise<bigint> {
    return this.inner.chainId();
  }

  newest(): Promise<string> {
    return this.inner.newest();
  }

  hashAt(number: bigint): Promise<string> {
    return this.inner.hashAt(number);
  }

  header(block: string): Promise<RawHeader> {
    return this.inner.header(block);
  }

  proof(block: string, address: string, slots: readonly string[]): Promise<RawProof> {
    return this.inner.proof(block, address, slots);
  }

  code(block: string, address: string): Promise<string> {
    return this.inner.code(block, address);
  }

  call(block: string, to: string, data: string): Promise<string> {
    return this.inner.call(block, to, data);
  }

  entries(block: string, address: string, from: bigint): AsyncIterable<readonly RawEntry[]> {
    return this.inner.entries(block, address, from);
  }

  transfers(block: string, token: string, from: bigint, parties: Parties): AsyncIterable<readonly RawEntry[]> {
    return this.inner.transfers(block, token, from, parties);
  }
}
