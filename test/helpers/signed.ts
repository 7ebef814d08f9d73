import { type ContractTransactionResponse, id as hashOf, Wallet, ZeroAddress } from "ethers";
import {
  BINDING_TYPES,
  CLAIM_TYPES,
  ENROLMENT_TYPES,
  INVITATION_TYPES,
  OFFER_TYPES,
  RETURN_TYPES,
  saleFromEvent,
  signWalletMove,
  type TypedDataTypes,
  VOUCHER_TYPES,
  WALLET_MOVE_TYPES,
} from "../../packages/protocol/src/index.ts";
import { deployBare } from "./core.ts";
import { fixture } from "./fixture.ts";
import { ABSENT_ID, type LegacyStage, openLegacy, setLegacyStage, vouch } from "./legacy.ts";
import { FINAL, FOREVER, impersonated, invite, order, PRICES, RETURNABLE } from "./stage.ts";

/** A person with a key, whose signatures are tried: distributor 6, who holds the import role as well. */
const SIGNER = new Wallet(hashOf("signer"));
/** Somebody with a key who is new to the programme. */
const NEWCOMER = new Wallet(hashOf("newcomer"));
const SIGNER_ID = 6n;
const MOVE = { from: SIGNER.address, to: NEWCOMER.address, deadline: FOREVER };

/** The programme of the signatures, and another one over the same chain. */
export const signersStage = fixture(async () => {
  const stage = await setLegacyStage();
  await openLegacy(stage);
  const { core, own, scope, sponsor } = stage;
  await core.connect(await impersonated(stage, SIGNER.address)).enrol(...(await invite(scope, sponsor)));
  await own.grantRole(await core.IMPORT_ROLE(), SIGNER.address);
  await earn(stage);
  const buyer = core.connect(stage.buyer);
  const placed = await (await buyer.buyFor(NEWCOMER.address, order(RETURNABLE, { seller: SIGNER_ID }))).wait();
  const sale = saleFromEvent(placed!.logs.find(({ address }) => address === scope.address)!);
  const other = await deployBare(stage.connection);
  return { ...stage, other: other.scope, sale };
});
export type SignersStage = Awaited<ReturnType<typeof signersStage>>;

/** The signer sells something, so that there is something to claim. */
export async function earn({ core, buyer }: Pick<LegacyStage, "core" | "buyer">): Promise<void> {
  await core.connect(buyer).buy(order(FINAL, { seller: SIGNER_ID }));
}

/** A kind of signature: what is signed, by whom, what it is good for, and what becomes of it afterwards. */
export interface Signed {
  readonly types: TypedDataTypes;
  readonly signer: Wallet;
  readonly message: (stage: SignersStage) => Record<string, unknown>;
  /** Sent by somebody who has nothing but the signature. */
  readonly use: (stage: SignersStage, signature: string) => Promise<ContractTransactionResponse>;
  /** How a second use by the same people ends, in the core's error, or "serves again" where that was meant. */
  readonly again: string;
}

export const SIGNATURES: Record<string, Signed> = {
  "an invitation to one wallet": {
    types: INVITATION_TYPES,
    signer: SIGNER,
    message: ({ stranger }) => ({ sponsor: SIGNER.address, newcomer: stranger.address, deadline: FOREVER }),
    use: async ({ core, stranger }, signature) =>
      core
        .connect(stranger)
        .enrol({ sponsor: SIGNER.address, newcomer: stranger.address, deadline: FOREVER }, signature),
    again: "WalletAlreadyBound",
  },
  "an enrolment": {
    types: ENROLMENT_TYPES,
    signer: NEWCOMER,
    message: ({ sponsor }) => ({ newcomer: NEWCOMER.address, sponsor: sponsor.address, deadline: FOREVER }),
    use: async ({ core, scope, sponsor }, signature) =>
      core.enrolFor(...(await invite(scope, sponsor)), NEWCOMER.address, FOREVER, signature),
    again: "WalletAlreadyBound",
  },
  "a voucher": {
    types: VOUCHER_TYPES,
    signer: SIGNER,
    message: ({ stranger }) => ({
      issuer: SIGNER.address,
      id: ABSENT_ID,
      wallet: stranger.address,
      deadline: FOREVER,
    }),
    use: async ({ core, stranger }, signature) =>
      core
        .connect(stranger)
        .bind({ issuer: SIGNER.address, id: ABSENT_ID, wallet: stranger.address, deadline: FOREVER }, signature),
    again: "VoucherUsed",
  },
  "a binding": {
    types: BINDING_TYPES,
    signer: NEWCOMER,
    message: () => ({ wallet: NEWCOMER.address, id: ABSENT_ID, deadline: FOREVER }),
    use: async ({ core, scope, operator }, signature) =>
      core.bindFor(...(await vouch(scope, operator, NEWCOMER.address, ABSENT_ID)), FOREVER, signature),
    again: "VoucherUsed",
  },
  "a claim": {
    types: CLAIM_TYPES,
    signer: SIGNER,
    message: ({ stranger }) => ({ ...claimTo(stranger.address), nonce: 0n }),
    use: ({ core, stranger }, signature) => core.claimFor(claimTo(stranger.address), signature),
    again: "SignatureInvalid",
  },
  "a return": {
    types: RETURN_TYPES,
    signer: NEWCOMER,
    message: ({ sale }) => ({ buyer: NEWCOMER.address, sale: sale.id, refund: sale.total, deadline: FOREVER }),
    use: ({ core, sale }, signature) => core.requestReturnFor(sale, FOREVER, signature),
    again: "ReturnStateInvalid",
  },
  "the present wallet's consent to a move": {
    types: WALLET_MOVE_TYPES,
    signer: SIGNER,
    message: () => MOVE,
    use: async ({ core, scope }, consent) => {
      const acceptance = await signWalletMove(NEWCOMER, scope.address, scope.chainId, MOVE);
      return core.moveWalletFor(MOVE.from, MOVE.to, MOVE.deadline, consent, acceptance);
    },
    again: "WalletNotBound",
  },
  "the new wallet's acceptance of a move": {
    types: WALLET_MOVE_TYPES,
    signer: NEWCOMER,
    message: () => MOVE,
    use: async ({ core, scope }, acceptance) => {
      const consent = await signWalletMove(SIGNER, scope.address, scope.chainId, MOVE);
      return core.moveWalletFor(MOVE.from, MOVE.to, MOVE.deadline, consent, acceptance);
    },
    again: "WalletNotBound",
  },
  "an offer to a named buyer": {
    types: OFFER_TYPES,
    signer: SIGNER,
    message: ({ buyer }) => offerTo(buyer.address),
    use: ({ core, buyer }, signature) => buyAt(core.connect(buyer), buyer.address, offerTo(buyer.address), signature),
    again: "OfferEnded",
  },
  "an offer to anybody": {
    types: OFFER_TYPES,
    signer: SIGNER,
    message: () => offerTo(ZeroAddress),
    use: ({ core, buyer }, signature) => buyAt(core.connect(buyer), buyer.address, offerTo(ZeroAddress), signature),
    again: "serves again",
  },
};

function claimTo(recipient: string) {
  return { wallet: SIGNER.address, recipient, atLeast: 1n, deadline: FOREVER };
}

function offerTo(buyer: string) {
  const terms = { product: FINAL, unitPrice: PRICES.retail, maxQuantity: 1n, campaign: 7n, nonce: 5n };
  return { seller: SIGNER.address, buyer, ...terms, deadline: FOREVER };
}

function buyAt(core: SignersStage["core"], buyer: string, offer: ReturnType<typeof offerTo>, signature: string) {
  return core.buyWithOffers(buyer, order(FINAL, { seller: SIGNER_ID }), [{ line: 0n, offer, signature }]);
}
