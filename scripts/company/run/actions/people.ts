import type { Event, Person } from "../../../../examples/company/generator/story.ts";
import { ANY_WALLET, signInvitation, signVoucher } from "../../../../packages/protocol/src/index.ts";
import { DAY } from "../../../local/time.ts";
import { type SignedInvitation, type Stage, timeOf } from "../stage.ts";

type Of<T extends Event["type"]> = Extract<Event, { readonly type: T }>;

/** Somebody joins by his sponsor's invitation. */
export async function enrol(stage: Stage, { person, sponsor }: Of<"enrol">): Promise<void> {
  const { invitation, signature } = await invitationOf(stage, sponsor);
  const data = stage.core.interface.encodeFunctionData("enrol", [invitation, signature]);
  await stage.call(stage.wallets.person(person).address, `enrolment of person ${person}`, data);
}

async function invitationOf(stage: Stage, sponsor: Person): Promise<SignedInvitation> {
  const wallet = stage.wallets.person(sponsor);
  const known = stage.invitations.get(wallet.address);
  if (known !== undefined) return known;
  const deadline = timeOf(stage.story.days.length);
  const invitation = { sponsor: wallet.address, newcomer: ANY_WALLET, deadline };
  const signature = await signInvitation(wallet, stage.programme.core, stage.chainId, invitation);
  const signed = { invitation, signature };
  stage.invitations.set(wallet.address, signed);
  return signed;
}

/** How long a voucher serves. */
const VOUCHED_FOR = 7n * DAY;

/** Somebody who came without a wallet binds one, by the company's voucher. */
export async function bind(stage: Stage, { person }: Of<"bind">): Promise<void> {
  const issuer = stage.wallets.office("importOperator");
  const { address } = stage.wallets.person(person);
  const voucher = { issuer: issuer.address, id: BigInt(person), wallet: address, deadline: stage.now + VOUCHED_FOR };
  const signature = await signVoucher(issuer, stage.programme.core, stage.chainId, voucher);
  const data = stage.core.interface.encodeFunctionData("bind", [voucher, signature]);
  await stage.call(address, `binding of person ${person}`, data);
}
