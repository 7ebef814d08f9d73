// What people sign (EIP-712): type, signature and digest of each.
export * from "./typed-data/audit.ts";
export * from "./typed-data/binding.ts";
export * from "./typed-data/cancellation.ts";
export * from "./typed-data/claim.ts";
export * from "./typed-data/domain.ts";
export * from "./typed-data/enrolment.ts";
export * from "./typed-data/invitation.ts";
export * from "./typed-data/offer.ts";
export * from "./typed-data/purchase.ts";
export * from "./typed-data/return.ts";
export * from "./typed-data/voucher.ts";
export * from "./typed-data/wallet-move.ts";
