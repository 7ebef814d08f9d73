import { addressAt, word } from "../helpers/journal-writer.ts";
import {
  ADMIN,
  AUTOMATIC,
  CUSTOMER,
  DAY,
  FINAL,
  FUNDER,
  GOODS,
  GUARDIAN,
  PERIOD,
  planWith,
  RUN,
  type Scene,
  terms,
} from "../helpers/scene.ts";

const WALLET = (id: number) => addressAt(id);
const FRESH = addressAt(2_000_000);

/** Something that a programme may not do, and how the audit calls it. */
export type Deed = readonly [code: string, what: string, act: (scene: Scene) => unknown];

/** Each is found in the amounts; the journal is right. */
export const DEEDS: readonly Deed[] = [
  // Amounts
  [
    "credit-differs",
    "a level is paid at another rate",
    (s) =>
      s.sell(FINAL, {
        credits: [
          { id: 3n, amount: 450n },
          { id: 2n, amount: 26n },
        ],
      }),
  ],
  ["credit-missing", "an upline is skipped", (s) => s.sell(FINAL, { credits: [{ id: 3n, amount: 450n }] })],
  [
    "credit-without-claim",
    "somebody is credited to whom nothing is due",
    (s) =>
      s.sell(FINAL, {
        credits: [
          { id: 3n, amount: 450n },
          { id: 2n, amount: 25n },
          { id: 4n, amount: 1n },
        ],
      }),
  ],
  ["profit-differs", "the retail profit is another", (s) => s.sell(FINAL, { profit: 401n })],
  ["pool-differs", "the pool gets what the plan does not give it", (s) => s.sell(FINAL, { pool: 5n })],
  ["company-differs", "parts of a sale do not add up", (s) => s.sell(AUTOMATIC, {}, { company: 526n })],
  [
    "total-differs",
    "the total is not that of the lines",
    (s) => s.sell(AUTOMATIC, {}, { total: 1_001n, company: 526n }),
  ],
  ["kind-differs", "a distributor's purchase counts as retail", (s) => s.sell(FINAL, { buyer: WALLET(4) })],
  [
    "price-invalid",
    "a unit price is above the markup",
    (s) =>
      s.sell(FINAL, {
        lines: [{ product: FINAL, quantity: 1, unitPrice: 1_101n }],
        profit: 501n,
        credits: [
          { id: 3n, amount: 551n },
          { id: 2n, amount: 25n },
        ],
      }),
  ],
  [
    "plan-differs",
    "a plan is applied late",
    (s) => {
      s.tell("PlanScheduled", 2n, s.time + 31n * DAY, planWith([1_000, 500]), "").wait(31n * DAY);
      s.sell(FINAL);
    },
  ],
  [
    "sale-overspent",
    "a sale pays more than it took in",
    (s) =>
      s.sell(FINAL, {
        credits: [
          { id: 3n, amount: 1_100n },
          { id: 2n, amount: 25n },
        ],
      }),
  ],
  // Sales
  [
    "sale-while-closed",
    "a sale during a pause",
    (s) => {
      s.tell("ProgrammePausedSet", ADMIN, true);
      s.sell(FINAL);
    },
  ],
  [
    "product-unknown",
    "a product that there is not",
    (s) => s.sell(FINAL, { lines: [{ product: 9, quantity: 1, unitPrice: 1_000n }] }),
  ],
  [
    "product-closed",
    "a product that is closed",
    (s) => {
      s.tell("ProductClosed", BigInt(FINAL), true);
      s.sell(FINAL);
    },
  ],
  [
    "quantity-invalid",
    "a line of none",
    (s) =>
      s.sell(FINAL, {
        lines: [
          { product: FINAL, quantity: 0, unitPrice: 1_000n },
          { product: FINAL, quantity: 1, unitPrice: 1_000n },
        ],
      }),
  ],
  [
    "terms-differ",
    "lines of different return terms",
    (s) =>
      s.sell(FINAL, {
        lines: [
          { product: FINAL, quantity: 1, unitPrice: 1_000n },
          { product: GOODS, quantity: 1, unitPrice: 1_000n },
        ],
      }),
  ],
  ["sale-without-lines", "a sale of nothing", (s) => s.sell(FINAL, { lines: [] })],
  [
    "sale-final-early",
    "a sale with a window that is final at once",
    (s) => s.sell(FINAL, { lines: [{ product: AUTOMATIC, quantity: 1, unitPrice: 1_000n }] }),
  ],
  ["distributor-unknown", "a seller whom there is not", (s) => s.sell(FINAL, { seller: 99n })],
  ["activity-differs", "another activity volume", (s) => s.sell(AUTOMATIC, { activityVolume: 501n })],
  ["threshold-differs", "another threshold", (s) => s.sell(AUTOMATIC, {}, { threshold: 1n })],
  ["window-differs", "another return window", (s) => s.sell(AUTOMATIC, {}, { window: DAY })],
  ["arbiter-differs", "another arbiter", (s) => s.sell(GOODS, {}, { arbiter: ADMIN })],
  ["return-kind-differs", "another kind of return", (s) => s.sell(AUTOMATIC, {}, { goods: true })],
  // Settlement and returns
  ["sale-settled-early", "a settlement before the window is over", (s) => s.settle(s.sell(AUTOMATIC))],
  [
    "sale-state-wrong",
    "a double settlement",
    (s) => {
      const id = s.sell(AUTOMATIC);
      s.wait(14n * DAY)
        .settle(id)
        .settle(id);
    },
  ],
  [
    "sale-state-wrong",
    "a refund of what was settled",
    (s) => {
      const id = s.sell(AUTOMATIC);
      s.wait(14n * DAY)
        .settle(id)
        .tell("SaleRefunded", id, CUSTOMER, 1_000n);
    },
  ],
  ["sale-state-wrong", "a settlement of a sale that there is not", (s) => s.settle(77n)],
  ["refund-differs", "a refund of another amount", (s) => s.tell("SaleRefunded", s.sell(AUTOMATIC), CUSTOMER, 999n)],
  [
    "refund-without-request",
    "a refund of goods that nobody asked for",
    (s) => s.tell("SaleRefunded", s.sell(GOODS), CUSTOMER, 1_000n),
  ],
  [
    "refund-early",
    "a refund before anybody decided",
    (s) => {
      const id = s.sell(GOODS);
      s.tell("ReturnRequested", id, s.time + 3n * DAY).tell("SaleRefunded", id, CUSTOMER, 1_000n);
    },
  ],
  [
    "return-too-late",
    "a return after the window",
    (s) => {
      const id = s.sell(AUTOMATIC);
      s.wait(14n * DAY).tell("SaleRefunded", id, CUSTOMER, 1_000n);
    },
  ],
  [
    "deadline-differs",
    "another time to decide",
    (s) => {
      const id = s.sell(GOODS);
      s.tell("ReturnRequested", id, s.time + 2n * DAY);
    },
  ],
  ["batch-out-of-step", "a batch of the point of sale twice", (s) => s.tell("BatchRecorded", 2n, FUNDER, 0n, 0n)],
  [
    "batch-differs",
    "a batch that says another number of sales",
    (s) => {
      s.sell(FINAL, { kind: "recorded", buyer: FUNDER });
      s.tell("BatchRecorded", 1n, FUNDER, 2n, 1_000n);
    },
  ],
  [
    "offer-used-twice",
    "an offer that had ended",
    (s) => s.tell("OffersCancelled", 3n, 0n, 2n).tell("OfferUsed", 3n, 1n),
  ],
  // Payouts
  [
    "payout-differs",
    "a payout of another amount",
    (s) => {
      s.sell(FINAL);
      s.tell("Paid", 3n, WALLET(3), 451n);
    },
  ],
  [
    "paid-under-hold",
    "a payout under a hold",
    (s) => {
      s.sell(FINAL);
      s.tell("HoldPlaced", 3n, word(1), word(2), s.time + DAY).tell("Paid", 3n, WALLET(3), 450n);
    },
  ],
  [
    "hold-too-long",
    "a hold of more than 90 days",
    (s) => s.tell("HoldPlaced", 3n, word(1), word(2), s.time + 91n * DAY),
  ],
  [
    "hold-present",
    "a hold during a hold",
    (s) =>
      s.tell("HoldPlaced", 3n, word(1), word(2), s.time + DAY).tell("HoldPlaced", 3n, word(1), word(2), s.time + DAY),
  ],
  [
    "hold-too-often",
    "a fifth hold within 730 days",
    (s) => {
      for (let i = 0; i < 5; ++i) s.tell("HoldPlaced", 3n, word(1), word(2), s.time + DAY).wait(2n * DAY);
    },
  ],
  ["hold-missing", "a hold lifted that was over", (s) => s.tell("HoldLifted", 3n)],
  ["push-unchanged", "pushes switched to what they were", (s) => s.tell("PushSwitched", 3n, false)],
  ["pool-overspent", "more spent than the pool has", (s) => s.tell("PoolSpent", CUSTOMER, 1n)],
  [
    "claim-nonce-differs",
    "a signed claim used twice",
    (s) => s.tell("ClaimSigned", WALLET(3), 0n).tell("ClaimSigned", WALLET(3), 0n),
  ],
  // People
  ["distributor-out-of-step", "a distributor with another number", (s) => s.tell("DistributorEnrolled", 9n, 2n, FRESH)],
  ["sponsor-invalid", "a sponsor who comes later", (s) => s.tell("DistributorEnrolled", 5n, 6n, FRESH)],
  ["wallet-bound-twice", "a wallet that is bound twice", (s) => s.tell("DistributorEnrolled", 5n, 2n, WALLET(3))],
  [
    "enrolled-while-closed",
    "somebody who joins during a pause",
    (s) => s.tell("ProgrammePausedSet", ADMIN, true).tell("DistributorEnrolled", 5n, 2n, FRESH),
  ],
  [
    "import-too-late",
    "somebody imported after the opening",
    (s) => s.tell("DistributorImported", 5n, 2n, FRESH, word(0), 0n),
  ],
  ["rank-invalid", "a rank above the highest", (s) => s.tell("RanksSet", word(0), [(3n << 8n) | 16n])],
  ["wallet-not-present", "a wallet moved by another", (s) => s.tell("WalletMoved", 3n, WALLET(4), FRESH)],
  ["guardian-invalid", "a guardian who waits a day", (s) => s.tell("GuardianSet", 3n, WALLET(3), GUARDIAN, DAY)],
  [
    "recovery-without-guardian",
    "a recovery without a guardian",
    (s) => s.tell("RecoveryStarted", 3n, WALLET(3), FRESH, s.time),
  ],
  [
    "recovery-time-differs",
    "a recovery that is ready too early",
    (s) =>
      s
        .tell("GuardianSet", 3n, WALLET(3), GUARDIAN, 7n * DAY)
        .tell("RecoveryStarted", 3n, WALLET(3), FRESH, s.time + DAY),
  ],
  [
    "recovery-pending",
    "a recovery while another is pending",
    (s) => {
      s.tell("GuardianSet", 3n, WALLET(3), GUARDIAN, 7n * DAY);
      for (let i = 0; i < 2; ++i) s.tell("RecoveryStarted", 3n, WALLET(3), FRESH, s.time + 7n * DAY);
    },
  ],
  ["recovery-not-pending", "a recovery stopped that did not run", (s) => s.tell("RecoveryStopped", 3n, WALLET(3))],
  ["bound-twice", "somebody bound who has a wallet", (s) => s.tell("DistributorBound", 3n, FRESH, ADMIN)],
  // Programme
  [
    "product-out-of-step",
    "a product with another number",
    (s) => s.tell("ProductAdded", 9n, word(0), terms(0n, false)),
  ],
  [
    "product-prices-invalid",
    "a product with more volume than its wholesale price",
    (s) => s.tell("ProductAdded", 4n, word(0), terms(0n, false, [1_000n, 600n, 601n])),
  ],
  ["product-unchanged", "a product opened that is open", (s) => s.tell("ProductClosed", BigInt(FINAL), false)],
  [
    "plan-out-of-step",
    "a plan with another number",
    (s) => s.tell("PlanScheduled", 3n, s.time + 30n * DAY, planWith([1]), ""),
  ],
  [
    "plan-already-scheduled",
    "a plan while another waits",
    (s) => {
      for (const version of [2n, 3n]) s.tell("PlanScheduled", version, s.time + 30n * DAY, planWith([1]), "");
    },
  ],
  [
    "plan-above-cap",
    "a plan above the cap",
    (s) => s.tell("PlanScheduled", 2n, s.time + 30n * DAY, planWith([3_000, 501]), ""),
  ],
  [
    "plan-notice-too-short",
    "a plan without its notice",
    (s) => s.tell("PlanScheduled", 2n, s.time + 30n * DAY - 1n, planWith([1]), ""),
  ],
  [
    "plan-pool-without-run",
    "a pool share without a run contract",
    (s) => s.tell("PlanScheduled", 2n, s.time + 30n * DAY, planWith([1], 5), ""),
  ],
  ["plan-not-scheduled", "a plan cancelled that nobody scheduled", (s) => s.tell("PlanCancelled", 2n)],
  [
    "plan-cancelled-late",
    "a plan cancelled when it was in force",
    (s) =>
      s
        .tell("PlanScheduled", 2n, s.time + 30n * DAY, planWith([1]), "")
        .wait(30n * DAY)
        .tell("PlanCancelled", 2n),
  ],
  [
    "plan-activated-early",
    "a plan that takes over before its time",
    (s) =>
      s
        .tell("PlanScheduled", 2n, s.time + 30n * DAY, planWith([1]), "")
        .wait(DAY)
        .tell("PlanActivated", 2n),
  ],
  ["plan-not-in-force", "an opening with another plan", (s) => s.tell("ProgrammeOpened", 2n)],
  ["pause-unchanged", "a pause that changes nothing", (s) => s.tell("ProgrammePausedSet", ADMIN, false)],
  ["notice-differs", "a run contract named with another notice", (s) => s.tell("RunScheduled", RUN, s.time)],
  ["contract-not-named", "a run contract set that nobody named", (s) => s.tell("RunSet", RUN)],
  ["contract-not-named", "a screen withdrawn that nobody named", (s) => s.tell("ScreenCancelled", RUN)],
  [
    "notice-not-over",
    "a screen set before its notice is over",
    (s) => s.tell("ScreenScheduled", RUN, s.time + 30n * DAY).tell("ScreenSet", RUN),
  ],
  [
    "run-set-twice",
    "a second run contract",
    (s) => {
      for (let i = 0; i < 2; ++i)
        s.tell("RunScheduled", RUN, s.time + 30n * DAY)
          .wait(PERIOD)
          .tell("RunSet", RUN);
    },
  ],
  ["role-unchanged", "a role granted that one has", (s) => s.tell("RoleGranted", word(0), ADMIN, ADMIN)],
];
