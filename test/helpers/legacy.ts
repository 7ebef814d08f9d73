import { id as hashOf, type Signer, ZeroAddress } from "ethers";
import type { INetwork } from "../../packages/protocol/src/contracts/Upline.ts";
import { type Binding, signBinding, signVoucher, type Voucher } from "../../packages/protocol/src/index.ts";
import { fixture } from "./fixture.ts";
import { DAY, type Plan, type ProgrammeOptions, plan } from "./programme.ts";
import { equip, FOREVER, nextPeriod, type Scope, setUnopenedStage } from "./stage.ts";

/** Ids of the people of a legacy stage, each the sponsor of the next; the first is under the company. */
export const LEADER_ID = 2n;
export const ABSENT_ID = 3n;
export const VETERAN_ID = 4n;
export const RECRUIT_ID = 5n;

/** Somebody to import: without wallet, under the company, of rank 0, but for `changes`. */
export function legacyPerson(
  changes: Partial<INetwork.ImportedDistributorStruct> = {},
): INetwork.ImportedDistributorStruct {
  return { wallet: ZeroAddress, sponsor: 1n, rank: 0n, legacyId: hashOf("legacy"), ...changes };
}

/**
 * A programme that is not open, into which a network was imported: the leader (rank 3) and the veteran have wallets, those
 * of the stage's sponsor and seller; the absent one (rank 1) between them and the recruit (rank 15) have none. It is half
 * a day into a period, so that no test comes upon the period's end by itself.
 */
export async function setLegacyStage(options: ProgrammeOptions = {}) {
  const stage = await setUnopenedStage(options);
  const own = stage.core.connect(stage.operator);
  await stage.networkHelpers.time.increaseTo((await nextPeriod(stage)) + BigInt(DAY / 2));
  const people = [
    legacyPerson({ wallet: stage.sponsor.address, rank: 3n, legacyId: hashOf("leader") }),
    legacyPerson({ sponsor: LEADER_ID, rank: 1n, legacyId: hashOf("absent") }),
    legacyPerson({ wallet: stage.seller.address, sponsor: ABSENT_ID, legacyId: hashOf("veteran") }),
    legacyPerson({ sponsor: VETERAN_ID, rank: 15n, legacyId: hashOf("recruit") }),
  ];
  await own.importDistributors(LEADER_ID, people);
  return { ...stage, own, people };
}

export type LegacyStage = Awaited<ReturnType<typeof setLegacyStage>>;

/** Opens a legacy stage with products to sell and a buyer who has tokens. */
export async function openLegacy(stage: LegacyStage, first: Plan = plan()): Promise<void> {
  await equip(stage);
  await stage.own.schedulePlan(first, 0, "{}");
  await stage.own.open();
}

/** The legacy stage, opened, that most tests share. */
export const legacyStage = fixture(async () => {
  const stage = await setLegacyStage();
  await openLegacy(stage);
  return stage;
});

/** A voucher and the issuer's signature over it, as `bind` takes them: for ever, but for `changes`. */
export async function vouch(
  scope: Scope,
  issuer: Signer,
  wallet: string,
  id: bigint,
  changes: Partial<Voucher> = {},
): Promise<readonly [voucher: Voucher, signature: string]> {
  const voucher = { issuer: await issuer.getAddress(), id, wallet, deadline: FOREVER, ...changes };
  return [voucher, await signVoucher(issuer, scope.address, scope.chainId, voucher)];
}

/** The last two arguments of `bindFor`: until when, and the wallet's consent to it. */
export async function agree(
  scope: Scope,
  wallet: Signer,
  id: bigint,
  changes: Partial<Binding> = {},
): Promise<readonly [deadline: bigint, consent: string]> {
  const binding = { wallet: await wallet.getAddress(), id, deadline: FOREVER, ...changes };
  return [binding.deadline, await signBinding(wallet, scope.address, scope.chainId, binding)];
}
