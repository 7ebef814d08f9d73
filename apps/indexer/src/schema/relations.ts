// What GraphQL can go on to from a row.
import { relations } from "ponder";
import { product, productClosure } from "./catalogue.ts";
import { claim } from "./money.ts";
import { distributor, hold, periodFigure, rankChange } from "./people.ts";
import { plan, planStep } from "./plans.ts";
import { credit, recording, rejection, returnStep, sale, saleLine } from "./sales.ts";
import { wallet, walletStep } from "./wallets.ts";

export const saleRelations = relations(sale, ({ many, one }) => ({
  lines: many(saleLine),
  parts: many(credit),
  steps: many(returnStep),
  by: one(distributor, { fields: [sale.seller], references: [distributor.id] }),
}));
export const lineRelations = relations(saleLine, ({ one }) => ({
  of: one(sale, { fields: [saleLine.sale], references: [sale.id] }),
  what: one(product, { fields: [saleLine.product], references: [product.id] }),
}));
export const creditRelations = relations(credit, ({ one }) => ({
  of: one(sale, { fields: [credit.sale], references: [sale.id] }),
  whose: one(distributor, { fields: [credit.distributor], references: [distributor.id] }),
}));
export const stepRelations = relations(returnStep, ({ one }) => ({
  of: one(sale, { fields: [returnStep.sale], references: [sale.id] }),
}));
export const distributorRelations = relations(distributor, ({ many }) => ({
  holds: many(hold),
  ranks: many(rankChange),
  figures: many(periodFigure),
  claims: many(claim),
  wallets: many(wallet),
  walletSteps: many(walletStep),
}));
export const holdRelations = relations(hold, ({ one }) => ({
  whose: one(distributor, { fields: [hold.distributor], references: [distributor.id] }),
}));
export const rankRelations = relations(rankChange, ({ one }) => ({
  whose: one(distributor, { fields: [rankChange.distributor], references: [distributor.id] }),
}));
export const figureRelations = relations(periodFigure, ({ one }) => ({
  whose: one(distributor, { fields: [periodFigure.distributor], references: [distributor.id] }),
}));
export const claimRelations = relations(claim, ({ one }) => ({
  whose: one(distributor, { fields: [claim.distributor], references: [distributor.id] }),
}));
export const walletRelations = relations(wallet, ({ one }) => ({
  whose: one(distributor, { fields: [wallet.distributor], references: [distributor.id] }),
}));
export const walletStepRelations = relations(walletStep, ({ one }) => ({
  whose: one(distributor, { fields: [walletStep.distributor], references: [distributor.id] }),
}));
export const productRelations = relations(product, ({ many }) => ({ closures: many(productClosure) }));
export const closureRelations = relations(productClosure, ({ one }) => ({
  of: one(product, { fields: [productClosure.product], references: [product.id] }),
}));
export const planRelations = relations(plan, ({ many }) => ({ steps: many(planStep) }));
export const planStepRelations = relations(planStep, ({ one }) => ({
  of: one(plan, { fields: [planStep.plan], references: [plan.version] }),
}));
export const recordingRelations = relations(recording, ({ many }) => ({ rejections: many(rejection) }));
export const rejectionRelations = relations(rejection, ({ one }) => ({
  of: one(recording, { fields: [rejection.funder, rejection.batch], references: [recording.funder, recording.number] }),
}));
