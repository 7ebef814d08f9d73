import { signClaim } from "../../../../packages/protocol/src/index.ts";
import { DAY, NOTICE } from "../../../helpers/programme.ts";
import { FOREVER, now, SELLER_ID, sku } from "../../../helpers/stage.ts";
import { type Calls, earned, held, opened, pooled, screenNamed } from "./stages.ts";

/** Claims and pushes, the pool, and what may stop a payout. */
export const PAYOUT_CALLS: Calls = {
  claim: [
    [
      ["Paid"],
      async () => {
        const { core, as } = await earned();
        return { core, send: () => as.seller.claim() };
      },
    ],
    [
      ["Paid"],
      async () => {
        const { core, treasury } = await earned();
        return { core, send: () => core.connect(treasury).claim() };
      },
    ],
  ],
  claimTo: [
    [
      ["Paid"],
      async () => {
        const { core, as, stranger } = await earned();
        return { core, send: () => as.seller.claimTo(stranger.address) };
      },
    ],
  ],
  claimFor: [
    [
      ["ClaimSigned", "Paid"],
      async () => {
        const { core, address, chainId, seller, stranger } = await earned();
        const claim = { wallet: seller.address, recipient: stranger.address, atLeast: 1n, deadline: FOREVER };
        const signature = await signClaim(seller, address, chainId, { ...claim, nonce: 0n });
        return { core, send: () => core.claimFor(claim, signature) };
      },
    ],
  ],
  cancelClaims: [
    [
      ["ClaimsCancelled"],
      async () => {
        const { core, as } = await opened();
        return { core, send: () => as.seller.cancelClaims() };
      },
    ],
  ],
  push: [
    [
      ["Paid", "Paid"],
      async () => {
        const { core, seller, sponsor, stranger } = await earned();
        return { core, send: () => core.push([seller, stranger, sponsor].map(({ address }) => address)) };
      },
    ],
    [
      ["PayoutFailed", "PayoutFailed"],
      async () => {
        const { core, seller, sponsor, token, networkHelpers } = await earned();
        await networkHelpers.setCode(await token.getAddress(), "0x60006000fd");
        return { core, send: () => core.push([seller, sponsor].map(({ address }) => address)) };
      },
    ],
  ],
  setPushOff: [
    [
      ["PushSwitched"],
      async () => {
        const { core, as } = await opened();
        return { core, send: () => as.seller.setPushOff(true) };
      },
    ],
  ],
  spendPool: [
    [
      ["PoolSpent"],
      async () => {
        const { core, runner, newcomer } = await pooled();
        return { core, send: () => core.connect(runner).spendPool(newcomer.address, 5n) };
      },
    ],
  ],
  placeHold: [
    [
      ["HoldPlaced"],
      async () => {
        const stage = await opened();
        const until = (await now(stage)) + BigInt(DAY);
        return {
          core: stage.core,
          send: () => stage.as.operator.placeHold(SELLER_ID, until, sku("reason"), sku("evidence")),
        };
      },
    ],
  ],
  liftHold: [
    [
      ["HoldLifted"],
      async () => {
        const { core, as } = await held();
        return { core, send: () => as.operator.liftHold(SELLER_ID) };
      },
    ],
  ],
  scheduleScreen: [
    [
      ["ScreenScheduled"],
      async () => {
        const { core, as, run } = await opened();
        return { core, send: async () => as.admin.scheduleScreen(await run.getAddress()) };
      },
    ],
  ],
  cancelScreen: [
    [
      ["ScreenCancelled"],
      async () => {
        const { core, as } = await screenNamed();
        return { core, send: () => as.admin.cancelScreen() };
      },
    ],
  ],
  setScreen: [
    [
      ["ScreenSet"],
      async () => {
        const { core, networkHelpers } = await screenNamed();
        await networkHelpers.time.increase(NOTICE);
        return { core, send: () => core.setScreen() };
      },
    ],
  ],
};
