import type { ErrorChapter } from "./text.ts";

export const OWNERSHIP_ERRORS: ErrorChapter = {
  title: "Wallets and their recovery",
  errors: [
    {
      signature: "WalletNotProposed(address from, address caller, address proposed)",
      why: "{caller} cannot take the place of {from}, which proposed {proposed} (zero address: none).",
      advice: "Accept from the wallet that was proposed, or propose {caller} from {from} first.",
    },
    {
      signature: "GuardianInvalid(uint256 id, address guardian)",
      why: "{guardian} cannot be the guardian of distributor {id}: nobody is his own, the core is nobody's, and the company, id 1, has none.",
      advice: "Name the address of somebody whom you trust.",
    },
    {
      signature: "GuardianDelayInvalid(uint256 delay, uint256 least, uint256 most)",
      why: "The recovery would take {delay:duration}. It must be {least:duration} to {most:duration}.",
      advice: "Choose a time between them, in seconds: it is the time that you have to stop a recovery.",
    },
    {
      signature: "GuardianExpected(address caller, address guardian)",
      why: "{caller} is not the guardian, who is {guardian} (zero address: none is named).",
      advice:
        "Send it from the guardian. A recovery can also be stopped by the wallet itself. Without a guardian nothing can be recovered.",
    },
    {
      signature: "RecoveryPending(address from, address to)",
      why: "A recovery of {from} is pending already, to {to}.",
      advice: "Finish it, or stop it first to name another wallet.",
    },
    {
      signature: "RecoveryNotPending(address from, address caller, address to)",
      why: "No recovery of {from} is pending that {caller} could stop or finish. The wallet that it would go to: {to} (zero address: none is pending).",
      advice: "Have the guardian begin one, or finish it from the wallet that he named.",
    },
    {
      signature: "RecoveryNotReady(uint256 time, uint256 readyAt)",
      why: "The recovery can be finished from {readyAt:time} on. It is {time:time} now.",
      advice: "Try again after that time. Until then the wallet that is to be replaced can stop it.",
    },
    {
      signature: "RecoveryLapsed(uint256 time, uint256 end)",
      why: "The recovery could be finished until {end:time}. It is {time:time} now.",
      advice: "The guardian may begin another.",
    },
  ],
};
