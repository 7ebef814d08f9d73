// Sellers' own prices, and sales that were paid elsewhere.

import { offerEnd, recording, rejection } from "ponder:schema";
import { explainRevertData } from "@upline/protocol";
import { type Handlers, stamp } from "./step.ts";

export const OFFERS: Handlers<"OfferUsed" | "OffersCancelled"> = {
  OfferUsed: (step, { seller, nonce }) =>
    step.db.insert(offerEnd).values({ id: step.id, seller, used: true, nonce, ...stamp(step) }),
  OffersCancelled: (step, { seller, word, mask }) =>
    step.db.insert(offerEnd).values({ id: step.id, seller, used: false, word, mask, ...stamp(step) }),
};

export const POINT_OF_SALE: Handlers<"RecordSkipped" | "BatchRecorded"> = {
  // The sales of a batch come before the batch itself.
  RecordSkipped: async (step, { batch: number, funder, index, reason }) => {
    const why = explainRevertData(reason);
    const told = { reason, error: why?.name ?? null, sentence: why?.sentence ?? null };
    await step.db.insert(rejection).values({ id: step.id, funder, batch: number, index, ...told, ...stamp(step) });
    await step.db
      .insert(recording)
      .values({ funder, number, placed: 0n, total: 0n, passedOver: 1, ...stamp(step) })
      .onConflictDoUpdate((row) => ({ passedOver: row.passedOver + 1 }));
  },
  BatchRecorded: (step, { batch: number, funder, placed, total }) =>
    step.db
      .insert(recording)
      .values({ funder, number, placed, total, passedOver: 0, ...stamp(step) })
      .onConflictDoUpdate({ placed, total }),
};
