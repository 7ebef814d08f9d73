// What the contracts' code must be on the chain.
export * from "./builds/build.ts";
export * from "./builds/created.ts";
export * from "./builds/modules.ts";
export * from "./builds/parts.ts";
export * from "./builds/published.ts";
