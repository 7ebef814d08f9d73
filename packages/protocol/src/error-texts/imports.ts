import type { ErrorChapter } from "./text.ts";

export const IMPORT_ERRORS: ErrorChapter = {
  title: "Imports and vouchers",
  errors: [
    {
      signature: "ImportTooLate()",
      why: "The programme is open, and nobody is imported after that.",
      advice: "Have the person enrol with an invitation.",
    },
    {
      signature: "ImportOutOfStep(uint256 firstId, uint256 expected)",
      why: "The batch would begin at id {firstId}, and the next free id is {expected}. It was imported before, or another was in between.",
      advice:
        "See in the DistributorImported events whether this batch was imported. If it was, nothing is to be done; otherwise give the next ones the ids from {expected} on.",
    },
    {
      signature: "ImportSponsorInvalid(uint256 id, uint256 sponsor)",
      why: "Distributor {id} cannot have the sponsor {sponsor}: a sponsor's id is at least 1 and below that of whom he sponsors.",
      advice: "Put sponsors before those whom they sponsor, and send the batch again; none of it was written.",
    },
    {
      signature: "VoucherUsed(uint256 id)",
      why: "Distributor {id} has a wallet, or there is none of that id. A voucher serves once, and only somebody who was imported without a wallet.",
      advice: "Look the id up. Whoever has a wallet moves to another by proposing it.",
    },
    {
      signature: "VoucherForAnother(address wallet, address expected)",
      why: "The voucher is for {expected}, and {wallet} tried to use it.",
      advice: "Send it from {expected}, or ask the company for a voucher for {wallet}.",
    },
    {
      signature: "VoucherIssuerInvalid(address issuer)",
      why: "{issuer} signed the voucher and does not hold the role IMPORT_ROLE.",
      advice: "Ask the company for a voucher that a holder of that role signed.",
    },
  ],
};
