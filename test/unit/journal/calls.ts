import { PAYOUT_CALLS } from "./calls/payouts.ts";
import { PEOPLE_CALLS } from "./calls/people.ts";
import { PROGRAMME_CALLS } from "./calls/programme.ts";
import { SALE_CALLS } from "./calls/sales.ts";
import type { Calls } from "./calls/stages.ts";

/** A call of every function that changes something, in each way in which its events differ. */
export const CALLS: Calls = { ...PROGRAMME_CALLS, ...PEOPLE_CALLS, ...SALE_CALLS, ...PAYOUT_CALLS };
