import { ZeroAddress } from "ethers";
import { signWalletMove } from "../../../../packages/protocol/src/index.ts";
import { ABSENT_ID, agree, legacyPerson, legacyStage, vouch } from "../../../helpers/legacy.ts";
import { DAY } from "../../../helpers/programme.ts";
import { consent, FOREVER, invite, SELLER_ID, SPONSOR_ID, sku } from "../../../helpers/stage.ts";
import { type Calls, guarded, opened, recovering, unopened } from "./stages.ts";

/** Enrolment, import, ranks, and which wallet a distributor has. */
export const PEOPLE_CALLS: Calls = {
  enrol: [
    [
      ["DistributorEnrolled"],
      async () => {
        const { core, scope, sponsor, newcomer } = await opened();
        const invitation = await invite(scope, sponsor);
        return { core, send: () => core.connect(newcomer).enrol(...invitation) };
      },
    ],
  ],
  enrolFor: [
    [
      ["DistributorEnrolled"],
      async () => {
        const { core, scope, sponsor, newcomer } = await opened();
        const papers = [
          ...(await invite(scope, sponsor)),
          ...(await consent(scope, newcomer, sponsor.address)),
        ] as const;
        return { core, send: () => core.enrolFor(...papers) };
      },
    ],
  ],
  setRanks: [
    [
      ["RanksSet"],
      async () => {
        const { core, as } = await opened();
        const changes = [SELLER_ID, SPONSOR_ID].map((id) => ({ id, rank: 3 }));
        return { core, send: () => as.operator.setRanks(changes, sku("evidence")) };
      },
    ],
  ],
  importDistributors: [
    [
      ["DistributorImported", "DistributorImported"],
      async () => {
        const { core, own, newcomer } = await unopened();
        const people = [legacyPerson({ wallet: newcomer.address, rank: 7n }), legacyPerson({ sponsor: 2n })];
        return { core, send: () => own.importDistributors(2n, people) };
      },
    ],
  ],
  bind: [
    [
      ["DistributorBound"],
      async () => {
        const { core, scope, operator, newcomer } = await legacyStage();
        const papers = await vouch(scope, operator, newcomer.address, ABSENT_ID);
        return { core, send: () => core.connect(newcomer).bind(...papers) };
      },
    ],
  ],
  bindFor: [
    [
      ["DistributorBound"],
      async () => {
        const { core, scope, operator, newcomer } = await legacyStage();
        const papers = await vouch(scope, operator, newcomer.address, ABSENT_ID);
        const own = await agree(scope, newcomer, ABSENT_ID);
        return { core, send: () => core.bindFor(...papers, ...own) };
      },
    ],
  ],
  proposeWallet: [
    [
      ["WalletProposed"],
      async () => {
        const { core, as, newcomer } = await opened();
        return { core, send: () => as.seller.proposeWallet(newcomer.address) };
      },
    ],
  ],
  acceptWallet: [
    [
      ["WalletMoved"],
      async () => {
        const { core, as, seller, newcomer } = await opened();
        await as.seller.proposeWallet(newcomer.address);
        return { core, send: () => core.connect(newcomer).acceptWallet(seller.address) };
      },
    ],
  ],
  moveWalletFor: [
    [
      ["WalletMoved"],
      async () => {
        const { core, address, chainId, seller, newcomer } = await opened();
        const move = { from: seller.address, to: newcomer.address, deadline: FOREVER };
        const consent = await signWalletMove(seller, address, chainId, move);
        const acceptance = await signWalletMove(newcomer, address, chainId, move);
        return { core, send: () => core.moveWalletFor(move.from, move.to, FOREVER, consent, acceptance) };
      },
    ],
  ],
  setGuardian: [
    [
      ["GuardianSet"],
      async () => {
        const { core, as, sponsor } = await opened();
        return { core, send: () => as.seller.setGuardian(sponsor.address, 30 * DAY) };
      },
    ],
    [
      ["RecoveryStopped", "GuardianSet"],
      async () => {
        const { core, as } = await recovering();
        return { core, send: () => as.seller.setGuardian(ZeroAddress, 0) };
      },
    ],
  ],
  startRecovery: [
    [
      ["RecoveryStarted"],
      async () => {
        const { core, recover } = await guarded();
        return { core, send: recover };
      },
    ],
  ],
  stopRecovery: [
    [
      ["RecoveryStopped"],
      async () => {
        const { core, guardian, seller } = await recovering();
        return { core, send: () => guardian.stopRecovery(seller.address) };
      },
    ],
  ],
  finishRecovery: [
    [
      ["WalletMoved"],
      async () => {
        const { core, seller, newcomer, networkHelpers } = await recovering();
        await networkHelpers.time.increase(7 * DAY);
        return { core, send: () => core.connect(newcomer).finishRecovery(seller.address) };
      },
    ],
  ],
};
