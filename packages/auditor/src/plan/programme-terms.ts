/** What a plan depends on beside its own terms, as the programme has it. */
export interface ProgrammeTerms {
  /** The token: its symbol, and how many decimals it has. */
  readonly currency: { readonly code: string; readonly decimals: number };
  /** How long a period is, in seconds; left out: not known. */
  readonly periodLength?: number | undefined;
  /** The most that a sale may pay, in basis points of the wholesale price; left out: not known. */
  readonly cap?: number | undefined;
}

/** In seconds. */
export const DAY = 86_400;

/** The contracts' ranks go from 0 to 15. */
export const RANKS = 16;
