/** The contract that is deployed as each of the core's modules. */
export const MODULE_CONTRACTS = {
  network: "Network",
  ownership: "Ownership",
  catalogue: "Catalogue",
  planBook: "PlanBook",
  quotes: "Quotes",
  offers: "Offers",
  pointOfSale: "PointOfSale",
  returnDesk: "Returns",
  payouts: "Payouts",
} as const;
