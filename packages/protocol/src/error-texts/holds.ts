import type { ErrorChapter } from "./text.ts";

export const HOLD_ERRORS: ErrorChapter = {
  title: "Holds",
  errors: [
    {
      signature: "DistributorHeld(uint256 id, uint256 until)",
      why: "A hold stops payouts to distributor {id} until {until:time}.",
      advice:
        "The balance is kept, and what is earned meanwhile is added. The hold's reason is in its HoldPlaced event; it ends by itself.",
    },
    {
      signature: "HoldOfCompany()",
      why: "The company, id 1, has no hold.",
      advice: "Name another distributor.",
    },
    {
      signature: "HoldTimeInvalid(uint256 until, uint256 latest)",
      why: "The hold would end at {until:time}. It must end after now, and at {latest:time} at the latest.",
      advice: "Choose a time between them, in seconds since 1970.",
    },
    {
      signature: "HoldPresent(uint256 id, uint256 until)",
      why: "A hold of distributor {id} is in force until {until:time}, and there is one at a time.",
      advice: "Wait until it ends, or lift it first.",
    },
    {
      signature: "HoldTooOften(uint256 id, uint256 earliest)",
      why: "Distributor {id} had four holds in the last 730 days. The next may begin at {earliest:time}.",
      advice: "Wait until then.",
    },
    {
      signature: "HoldReasonMissing(uint256 id)",
      why: "The hold of distributor {id} names no reason.",
      advice: "Give the code of the reason, which is not zero.",
    },
    {
      signature: "HoldMissing(uint256 id)",
      why: "No hold of distributor {id} is in force.",
      advice: "Nothing is to be done.",
    },
  ],
};
