import type { EventFragment, Interface, Result } from "ethers";
import type { RawLog } from "./receipt.ts";

/** An event of a contract, decoded. */
export interface ReadEvent {
  readonly name: string;
  readonly args: Result;
}

/**
 * Reads the events of a contract. The interface's own `parseLog` hashes the signature of each event anew for every log,
 * which takes a thousand times as long as reading a short one.
 */
export class EventReader {
  readonly #contract: Interface;
  readonly #byTopic = new Map<string, EventFragment>();

  constructor(contract: Interface) {
    this.#contract = contract;
    contract.forEachEvent((fragment) => this.#byTopic.set(fragment.topicHash, fragment));
  }

  /** @returns Undefined for an event that the contract does not have. */
  read({ topics, data }: RawLog): ReadEvent | undefined {
    const fragment = this.#byTopic.get(topics[0] ?? "");
    if (fragment === undefined) return undefined;
    return { name: fragment.name, args: this.#contract.decodeEventLog(fragment, data, topics) };
  }
}
