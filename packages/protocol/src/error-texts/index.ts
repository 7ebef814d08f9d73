import { AUDIT_ERRORS } from "./audits.ts";
import { CATALOGUE_ERRORS } from "./catalogue.ts";
import { GENERAL_ERRORS } from "./general.ts";
import { HOLD_ERRORS } from "./holds.ts";
import { IMPORT_ERRORS } from "./imports.ts";
import { NETWORK_ERRORS } from "./network.ts";
import { OFFER_ERRORS } from "./offers.ts";
import { OWNERSHIP_ERRORS } from "./ownership.ts";
import { PAYOUT_ERRORS } from "./payouts.ts";
import { PERMIT2_ERRORS } from "./permit2.ts";
import { PLAN_ERRORS } from "./plans.ts";
import { POINT_OF_SALE_ERRORS } from "./point-of-sale.ts";
import { PROGRAMME_ERRORS } from "./programme.ts";
import { RETURN_ERRORS } from "./returns.ts";
import { SALE_ERRORS } from "./sales.ts";
import { SCREEN_ERRORS } from "./screen.ts";
import type { ErrorChapter } from "./text.ts";
import { TIMELOCK_ERRORS } from "./timelock.ts";
import { TOKEN_ERRORS } from "./token.ts";

export { WALLET_ERRORS } from "./wallet.ts";

/** Every error that a contract can answer with, by part of the protocol. */
export const CONTRACT_ERRORS: readonly ErrorChapter[] = [
  SALE_ERRORS,
  OFFER_ERRORS,
  RETURN_ERRORS,
  POINT_OF_SALE_ERRORS,
  NETWORK_ERRORS,
  IMPORT_ERRORS,
  OWNERSHIP_ERRORS,
  PAYOUT_ERRORS,
  HOLD_ERRORS,
  SCREEN_ERRORS,
  CATALOGUE_ERRORS,
  PLAN_ERRORS,
  PROGRAMME_ERRORS,
  TIMELOCK_ERRORS,
  TOKEN_ERRORS,
  PERMIT2_ERRORS,
  AUDIT_ERRORS,
  GENERAL_ERRORS,
];
