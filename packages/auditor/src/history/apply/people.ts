import { decodeRankChanges } from "@upline/protocol";
import { ZeroAddress } from "ethers";
import { ACTIVE_NOW, COMPANY_ID, IMPORTED, RECOVERING, UNBOUND } from "../state/people.ts";
import { NO_GUARDIAN } from "../state/wallets.ts";
import { type Args, type Context, type Handler, must, person, same, text, uint } from "./context.ts";

const DAY = 86_400n;
const MIN_DELAY = 7n * DAY;
const MAX_DELAY = 90n * DAY;
const RECOVERY_WINDOW = 30n * DAY;
const MAX_RANK = 15n;

/** Adds the next distributor, and checks number, sponsor and wallet. */
function join(context: Context, args: Args, flags: number, rank: number): void {
  const { people, wallets } = context.state;
  const id = uint(args, "id");
  const sponsor = uint(args, "sponsor");
  const wallet = text(args, "wallet");
  const subject = `distributor ${id}`;
  same(context, "distributor-out-of-step", subject, "the number", id, BigInt(people.count + 1));
  const root = people.count === 0;
  const known = root ? sponsor === 0n : sponsor >= 1n && sponsor <= BigInt(people.count);
  must(context, known, "sponsor-invalid", subject, `Distributor ${id} has sponsor ${sponsor}, who is not before him.`);
  const free = !wallets.bindings.has(wallet);
  must(context, free, "wallet-bound-twice", subject, `Wallet ${wallet} was bound before, and is bound again to ${id}.`);
  const added = people.add(known ? Number(sponsor) : COMPANY_ID, root ? 0 : context.period, root ? 0 : flags, rank);
  if (wallet !== ZeroAddress) wallets.bind(wallet, added);
}

const enrolled: Handler = (context, args) => {
  const { people, plans } = context.state;
  const open = people.count === 0 || plans.sells;
  must(
    context,
    open,
    "enrolled-while-closed",
    `distributor ${uint(args, "id")}`,
    "Somebody enrolled while it was closed.",
  );
  join(context, args, ACTIVE_NOW, 0);
};

const imported: Handler = (context, args) => {
  const rank = uint(args, "rank");
  const subject = `distributor ${uint(args, "id")}`;
  must(context, !context.state.opened, "import-too-late", subject, "Somebody was imported after the opening.");
  must(context, rank <= MAX_RANK, "rank-invalid", subject, `Rank ${rank} is above ${MAX_RANK}.`);
  const flags = text(args, "wallet") === ZeroAddress ? IMPORTED | UNBOUND : IMPORTED;
  join(context, args, flags, Number(rank & MAX_RANK));
};

const ranksSet: Handler = (context, args) => {
  for (const { id, rank } of decodeRankChanges([...(args["changes"] as Iterable<bigint>)])) {
    const who = person(context, id);
    const fits = who !== COMPANY_ID && rank <= MAX_RANK;
    must(context, fits, "rank-invalid", `distributor ${id}`, `Distributor ${id} cannot have rank ${rank}.`);
    if (who !== undefined && fits) context.state.people.setRank(who, Number(rank), context.period);
  }
};

/** Whether a wallet is its distributor's present one, or a breach. */
function checkPresent(context: Context, id: number, wallet: string): void {
  const present = context.state.wallets.present.get(id) ?? "none";
  const message = `The present wallet of distributor ${id} is ${present}, and ${wallet} acted for him.`;
  must(context, present === wallet, "wallet-not-present", `distributor ${id}`, message);
}

function checkFree(context: Context, id: number, wallet: string): void {
  const free = !context.state.wallets.bindings.has(wallet);
  const message = `Wallet ${wallet} was bound before, and goes to distributor ${id}.`;
  must(context, free, "wallet-bound-twice", `distributor ${id}`, message);
}

const proposed: Handler = (context, args) => {
  const id = person(context, uint(args, "id"));
  if (id === undefined) return;
  checkPresent(context, id, text(args, "from"));
  context.state.wallets.proposals.set(text(args, "from"), text(args, "to"));
};

const moved: Handler = (context, args) => {
  const id = person(context, uint(args, "id"));
  if (id === undefined) return;
  checkPresent(context, id, text(args, "from"));
  checkFree(context, id, text(args, "to"));
  context.state.wallets.move(id, text(args, "from"), text(args, "to"));
  context.state.people.set(id, RECOVERING, false);
};

const guardianSet: Handler = (context, args) => {
  const id = person(context, uint(args, "id"));
  if (id === undefined) return;
  const [wallet, guardian, delay] = [text(args, "wallet"), text(args, "guardian"), uint(args, "delay")];
  checkPresent(context, id, wallet);
  const none = guardian === ZeroAddress;
  const fits = none ? delay === 0n : delay >= MIN_DELAY && delay <= MAX_DELAY;
  const message = `A guardian of distributor ${id} waits ${delay} seconds; it is 7 to 90 days.`;
  must(context, fits && id !== COMPANY_ID, "guardian-invalid", `distributor ${id}`, message);
  context.state.wallets.guardianships.set(wallet, { ...NO_GUARDIAN, guardian, delay });
};

const recoveryStarted: Handler = (context, args) => {
  const id = person(context, uint(args, "id"));
  if (id === undefined) return;
  const [from, to, readyAt] = [text(args, "from"), text(args, "to"), uint(args, "readyAt")];
  const known = context.state.wallets.guardianshipOf(from);
  const subject = `distributor ${id}`;
  checkPresent(context, id, from);
  checkFree(context, id, to);
  const message = `A recovery of distributor ${id} began, whose wallet has no guardian.`;
  must(context, known.guardian !== ZeroAddress, "recovery-without-guardian", subject, message);
  const lapsed = known.readyAt === 0n || context.time >= known.readyAt + RECOVERY_WINDOW;
  must(
    context,
    lapsed,
    "recovery-pending",
    subject,
    `A recovery of distributor ${id} began while another was pending.`,
  );
  same(context, "recovery-time-differs", subject, "the recovery's time", readyAt, context.time + known.delay);
  context.state.wallets.guardianships.set(from, { ...known, to, readyAt });
  context.state.people.set(id, RECOVERING, true);
};

const recoveryStopped: Handler = (context, args) => {
  const id = person(context, uint(args, "id"));
  if (id === undefined) return;
  const wallet = context.state.wallets.present.get(id) ?? ZeroAddress;
  const known = context.state.wallets.guardianshipOf(wallet);
  const message = `A recovery of distributor ${id} was stopped, and none was pending.`;
  must(context, known.readyAt !== 0n, "recovery-not-pending", `distributor ${id}`, message);
  context.state.wallets.guardianships.set(wallet, { ...known, to: ZeroAddress, readyAt: 0n });
  context.state.people.set(id, RECOVERING, false);
};

const bound: Handler = (context, args) => {
  const id = person(context, uint(args, "id"));
  if (id === undefined) return;
  const { people, wallets } = context.state;
  const message = `Distributor ${id} was bound to a wallet, and he had one or was never imported.`;
  must(context, people.isSet(id, UNBOUND), "bound-twice", `distributor ${id}`, message);
  checkFree(context, id, text(args, "wallet"));
  people.set(id, UNBOUND, false);
  wallets.bind(text(args, "wallet"), id);
};

/** Counts a signed claim of a wallet as used. */
const claimUsed: Handler = (context, args) => {
  const [wallet, nonce] = [text(args, "wallet"), uint(args, "nonce")];
  const { claimNonces } = context.state.wallets;
  same(context, "claim-nonce-differs", `wallet ${wallet}`, "the claim's number", nonce, claimNonces.get(wallet) ?? 0n);
  claimNonces.set(wallet, nonce + 1n);
};

/** Who joins, under whom, with what rank, and whose wallets are whose. */
export const PEOPLE: Readonly<Record<string, Handler>> = {
  DistributorEnrolled: enrolled,
  DistributorImported: imported,
  RanksSet: ranksSet,
  WalletProposed: proposed,
  WalletMoved: moved,
  GuardianSet: guardianSet,
  RecoveryStarted: recoveryStarted,
  RecoveryStopped: recoveryStopped,
  DistributorBound: bound,
  ClaimSigned: claimUsed,
  ClaimsCancelled: claimUsed,
};
