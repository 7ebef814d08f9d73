/** A word of the income disclosure, and what it means there. */
export interface Definition {
  readonly term: string;
  readonly meaning: string;
}

/** Printed beside every income table, since a figure without its definition says nothing. */
export const INCOME_DEFINITIONS: readonly Definition[] = [
  {
    term: "All enrolled",
    meaning:
      "everybody who had enrolled by the end of the period, whether he ever sold, earned or bought anything or not; the company itself is not counted. Nobody leaves the count.",
  },
  {
    term: "Full period",
    meaning: "a period of the programme that lay wholly after its opening and was over at the audited block.",
  },
  {
    term: "Commissions",
    meaning:
      "what sales credited to a person by the plan, level 0 of his own sales included, before any cost. A sale counts in the period in which it was paid out, so that a refunded sale never counts.",
  },
  {
    term: "Gross earnings",
    meaning: "commissions and retail profit (price paid less wholesale price) together.",
  },
  {
    term: "Net of own purchases",
    meaning:
      "gross earnings less what the person's own wallets, present and former, paid in the programme for sales of the same period, whether for use or for resale. It can be below zero. Other costs (travel, samples, taxes) are not known to the chain and not deducted.",
  },
  {
    term: "Zero",
    meaning: "people to whom nothing was credited; for net figures: those who end with nothing or less.",
  },
  {
    term: "P10, P25, median, P75, P90, P99",
    meaning: "the least amount that 10, 25, 50, 75, 90 and 99 of 100 people did not exceed, those with zero included.",
  },
  { term: "Mean", meaning: "the sum divided by all enrolled, those with zero included, rounded down." },
  {
    term: "Rank",
    meaning: "the rank that counted in the period; imported people begin with the one they brought along.",
  },
  {
    term: "Tenure",
    meaning:
      "the time from enrolment to the end of the period; people imported from an older network count from the opening on.",
  },
];
