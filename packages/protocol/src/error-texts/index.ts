import { CATALOGUE_ERRORS } from "./catalogue.ts";
import { GENERAL_ERRORS } from "./general.ts";
import { NETWORK_ERRORS } from "./network.ts";
import { PAYOUT_ERRORS } from "./payouts.ts";
import { PLAN_ERRORS } from "./plans.ts";
import { PROGRAMME_ERRORS } from "./programme.ts";
import { SALE_ERRORS } from "./sales.ts";
import type { ErrorChapter } from "./text.ts";
import { TIMELOCK_ERRORS } from "./timelock.ts";
import { TOKEN_ERRORS } from "./token.ts";

export { WALLET_ERRORS } from "./wallet.ts";

/** Every error that a contract can answer with, by part of the protocol. */
export const CONTRACT_ERRORS: readonly ErrorChapter[] = [
  SALE_ERRORS,
  NETWORK_ERRORS,
  PAYOUT_ERRORS,
  CATALOGUE_ERRORS,
  PLAN_ERRORS,
  PROGRAMME_ERRORS,
  TIMELOCK_ERRORS,
  TOKEN_ERRORS,
  GENERAL_ERRORS,
];
