import { encodeBytes32String, keccak256, toUtf8Bytes } from "ethers";
import type { Event, Person } from "../../../../examples/company/generator/story.ts";
import { RECOVERY_DAYS } from "../../../../examples/company/generator/troubles.ts";
import { DAY } from "../../../local/time.ts";
import type { Stage } from "../stage.ts";

interface OfPerson {
  readonly person: Person;
}

const REASON = encodeBytes32String("complaint");

/** The company stops somebody's payouts for a while; what it rests on stays with the company. */
export async function hold(stage: Stage, { person, days }: Extract<Event, { type: "hold" }>): Promise<void> {
  const evidence = keccak256(toUtf8Bytes(`file on person ${person}, opened on day ${stage.day}`));
  const until = stage.now + BigInt(days) * DAY;
  const data = stage.core.interface.encodeFunctionData("placeHold", [person, until, REASON, evidence]);
  await stage.call(stage.wallets.office("holdOperator").address, `hold of person ${person}`, data);
}

export async function lift(stage: Stage, { person }: OfPerson): Promise<void> {
  const data = stage.core.interface.encodeFunctionData("liftHold", [person]);
  await stage.call(stage.wallets.office("holdOperator").address, `lifting the hold of person ${person}`, data);
}

/** Somebody moves to another wallet, which accepts. */
export async function move(stage: Stage, { person }: OfPerson): Promise<void> {
  const { wallets, core } = stage;
  const [from, to] = [wallets.person(person).address, wallets.next(person).address];
  await stage.call(from, `proposal of person ${person}`, core.interface.encodeFunctionData("proposeWallet", [to]));
  await stage.call(to, `move of person ${person}`, core.interface.encodeFunctionData("acceptWallet", [from]));
  wallets.move(person);
}

/** Somebody names a friend who may recover his wallet. */
export async function nameGuardian(stage: Stage, { person }: OfPerson): Promise<void> {
  const { wallets, core } = stage;
  const values = [wallets.guardian(person).address, BigInt(RECOVERY_DAYS) * DAY] as const;
  const data = core.interface.encodeFunctionData("setGuardian", [...values]);
  await stage.call(wallets.person(person).address, `guardian of person ${person}`, data);
}

/** The wallet is lost: the friend begins to recover it. */
export async function recover(stage: Stage, { person }: OfPerson): Promise<void> {
  const { wallets, core } = stage;
  const values = [wallets.person(person).address, wallets.next(person).address] as const;
  const data = core.interface.encodeFunctionData("startRecovery", [...values]);
  await stage.call(wallets.guardian(person).address, `recovery of person ${person}`, data);
}

/** Nobody has objected: the new wallet takes the lost one's place. */
export async function finishRecovery(stage: Stage, { person }: OfPerson): Promise<void> {
  const { wallets, core } = stage;
  const data = core.interface.encodeFunctionData("finishRecovery", [wallets.person(person).address]);
  await stage.call(wallets.next(person).address, `end of the recovery of person ${person}`, data);
  wallets.move(person);
}
