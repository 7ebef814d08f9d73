// What the API serves: one file a concept in src/schema. Amounts are in token units, times in seconds since 1970, days in
// days since 1970, periods by their number. Every row of something that happened has its block, so that a page can tell
// whether it is verified.
export * from "./src/schema/catalogue.ts";
export * from "./src/schema/journal.ts";
export * from "./src/schema/money.ts";
export * from "./src/schema/people.ts";
export * from "./src/schema/plans.ts";
export * from "./src/schema/powers.ts";
export * from "./src/schema/programme.ts";
export * from "./src/schema/relations.ts";
export * from "./src/schema/sales.ts";
export * from "./src/schema/wallets.ts";
