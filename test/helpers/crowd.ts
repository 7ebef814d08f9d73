import { type ContractTransactionResponse, getAddress, getBytes, toBeHex, ZeroAddress, ZeroHash } from "ethers";
import type { INetwork, Upline } from "../../packages/protocol/src/contracts/Upline.ts";

import { COMPANY_ID, type Market, type Member } from "./market.ts";

/** The most gas that one transaction may use (EIP-7825). */
export const TRANSACTION_GAS = 16_777_216n;
/** So many people without wallets, or half as many with one, are imported in one transaction, with gas to spare. */
const BATCH = 450;

/** A large network, put together before the programme opens. */
export class Crowd {
  readonly #people: INetwork.ImportedDistributorStruct[] = [];

  /** Number of who comes next. */
  get next(): bigint {
    return COMPANY_ID + 1n + BigInt(this.#people.length);
  }

  /** Brings somebody along; returns his number. */
  add(sponsor: bigint, wallet: string = ZeroAddress): bigint {
    const id = this.next;
    this.#people.push({ wallet, sponsor, rank: 0n, legacyId: ZeroHash });
    return id;
  }

  /** So many, each the sponsor of the next, the first one under the company; the last one has a wallet. */
  chain(length: number): bigint {
    let last = COMPANY_ID;
    for (let i = 1; i < length; ++i) last = this.add(last);
    return this.add(last, walletOf(this.next));
  }

  /** So many, all under one sponsor, the last `bound` of them with wallets; returns the first one's number. */
  frontline(sponsor: bigint, length: number, bound = 1): bigint {
    const first = this.next;
    for (let i = 0; i < length; ++i) this.add(sponsor, i < length - bound ? ZeroAddress : walletOf(this.next));
    return first;
  }

  /** Imports all of them. @param core Connected to a holder of the import role. */
  async import(core: Upline): Promise<void> {
    const room = (person: INetwork.ImportedDistributorStruct) => (person.wallet === ZeroAddress ? 1 : 2);
    let first = COMPANY_ID + 1n;
    let batch: INetwork.ImportedDistributorStruct[] = [];
    let filled = 0;
    const send = async () => {
      await core.importDistributors(first, batch, { gasLimit: TRANSACTION_GAS });
      first += BigInt(batch.length);
      [batch, filled] = [[], 0];
    };
    for (const person of this.#people) {
      batch.push(person);
      filled += room(person);
      if (filled >= BATCH) await send();
    }
    if (batch.length > 0) await send();
  }
}

/** The wallet that somebody was imported with. */
export function walletOf(id: bigint): string {
  return getAddress(toBeHex((0xc0d3n << 144n) + id, 20));
}

/** Somebody who was imported with a wallet. */
export async function memberOf(market: Market, id: bigint): Promise<Member> {
  return { id, wallet: await market.impersonated(walletOf(id)) };
}

/** What a transaction cost beside its calldata, whose price goes by the zeros in it: ids and hashes have some by chance. */
export async function workOf(sent: Promise<ContractTransactionResponse>): Promise<bigint> {
  const transaction = await sent;
  const receipt = await transaction.wait();
  if (!receipt) throw new Error("the transaction was not mined");
  return receipt.gasUsed - calldataGas(transaction.data);
}

function calldataGas(data: string): bigint {
  return getBytes(data).reduce((gas, byte) => gas + (byte === 0 ? 4n : 16n), 0n);
}
