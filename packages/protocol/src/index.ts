export * from "./amounts.ts";
export * from "./choices.ts";
export * from "./contracts/index.js";
export * from "./errors.ts";
export * from "./protocol-error.ts";
