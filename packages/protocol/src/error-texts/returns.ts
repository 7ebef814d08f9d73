import type { ErrorChapter } from "./text.ts";

export const RETURN_ERRORS: ErrorChapter = {
  title: "Returns",
  errors: [
    {
      signature: "ReturnNotByBuyer(uint160 id, address caller, address buyer)",
      why: "Sale {id} is that of {buyer}, and {caller} is somebody else. Only the buyer returns a sale, gives the return up or says where the refund goes.",
      advice: "Send it from {buyer}. What the point of sale recorded is returned by who funded it.",
    },
    {
      signature: "ReturnNotByArbiter(uint160 id, address caller, address arbiter)",
      why: "{caller} cannot rule on sale {id}: its arbiter is {arbiter} (zero address: it has none).",
      advice: "Send it from the arbiter's account.",
    },
    {
      signature: "ReturnReasonMissing(uint160 id)",
      why: "The rejection of sale {id} names no reason.",
      advice: "Give a short text or the hash of a longer one, which is not zero.",
    },
    {
      signature: "ReturnStateInvalid(uint160 id, uint8 state, uint8 expected)",
      why: "Sale {id} is {state:saleState}, and this needs one that is {expected:saleState}.",
      advice: "Look at where the sale stands: each step of a return follows the one before, and happens once.",
    },
    {
      signature: "ReturnTooLate(uint160 id, uint256 time, uint256 deadline)",
      why: "For sale {id} this was possible before {deadline:time}. It is {time:time} now.",
      advice:
        "A sale whose return window is over can be settled; a return on which nobody decided in time can be refunded by anybody.",
    },
    {
      signature: "RefundNotDue(uint160 id, uint256 time, uint256 deadline)",
      why: "The company, or the arbiter, has until {deadline:time} to decide about sale {id}. It is {time:time} now.",
      advice: "Wait for the decision. If there is none by then, the sale can be refunded.",
    },
    {
      signature: "RefundUndeliverable(uint160 id, address to, uint256 amount)",
      why: "The token did not deliver the {amount:amount} of sale {id} to {to}.",
      advice: "The money is kept. Try again later, or, as the buyer, name another address with refundTo.",
    },
  ],
};
