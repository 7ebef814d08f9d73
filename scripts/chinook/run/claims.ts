import { COMPANY, UplineClient } from "../../../packages/protocol/src/index.ts";
import { type Moment, mined, type Stage } from "./replay.ts";
import { walletOf } from "./set-up.ts";

/** A whole balance that went to its owner's wallet. */
export interface Claimed extends Moment {
  /** In token units. */
  readonly amount: bigint;
  readonly wallet: string;
}

/** Everybody who has something claims it, and so does the company. @returns What each got, by id. */
export async function claimAll(stage: Stage): Promise<ReadonlyMap<bigint, Claimed>> {
  const { programme, company, people, ids, clock } = stage;
  const owners = company.employees.map(({ number }) => ({
    id: ids.get(number) ?? 0n,
    signer: walletOf(people.employees, number),
  }));
  const claimed = new Map<bigint, Claimed>();
  for (const { id, signer } of [...owners, { id: COMPANY, signer: people.treasury }]) {
    const amount = await programme.reader.core.balanceOf(id);
    if (amount === 0n) continue;
    const { hash } = await mined(UplineClient.connect(programme.core, signer).claim());
    claimed.set(id, { amount, wallet: signer.address, time: clock.now, transaction: hash });
  }
  return claimed;
}
