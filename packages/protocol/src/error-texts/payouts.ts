import type { ErrorChapter } from "./text.ts";

export const PAYOUT_ERRORS: ErrorChapter = {
  title: "Payouts",
  errors: [
    {
      signature: "PayoutTooSmall(uint256 amount, uint256 atLeast)",
      why: "The balance is {amount:amount}, and the signed claim is for {atLeast:amount} at least.",
      advice: "Wait until more is settled, or sign another claim.",
    },
    {
      signature: "PayoutNothingDue(uint256 id)",
      why: "Distributor {id} has nothing to claim.",
      advice: "Commissions of a sale can be claimed once the sale is settled, after its return window.",
    },
    {
      signature: "PayoutRecipientInvalid(address recipient)",
      why: "{recipient} cannot receive: it is the zero address or the core itself.",
      advice: "Name a wallet that you control.",
    },
    {
      signature: "PoolNotForCaller(address caller, address run)",
      why: "{caller} asked for money from the bonus pool, which only the run contract {run} may spend (zero address: none is set).",
      advice: "Use the run contract.",
    },
    {
      signature: "PoolTooSmall(uint256 amount, uint256 pool)",
      why: "{amount:amount} were asked for from the bonus pool, which holds {pool:amount}.",
      advice: "Pay out no more than the pool holds.",
    },
    {
      signature: "PushUnchanged(uint256 id, bool off)",
      why: "Pushed payouts of distributor {id} are in that state already (off: {off}). The company, id 1, has none to switch.",
      advice: "Nothing is to be done.",
    },
  ],
};
