import type { ErrorChapter } from "./text.ts";

export const POINT_OF_SALE_ERRORS: ErrorChapter = {
  title: "Point of sale",
  errors: [
    {
      signature: "BatchOutOfStep(uint256 batch, uint256 expected)",
      why: "The batch has number {batch}, and the next one is {expected}. It was recorded before, or another was in between.",
      advice:
        "See in the BatchRecorded events whether this batch was recorded. If it was, nothing is to be done; otherwise send it as the next one.",
    },
    {
      signature: "RecordPricesMissing(uint256 prices, uint256 lines)",
      why: "The sale has {lines} lines and {prices} unit prices.",
      advice: "Give one unit price for each line, in the same order.",
    },
    {
      signature: "RecordUnreadable(uint256 index)",
      why: "The sale at place {index} of the batch cannot be read, or the gas did not suffice to check it.",
      advice: "Send the batch again with more gas, or as smaller batches; none of it was recorded.",
    },
  ],
};
