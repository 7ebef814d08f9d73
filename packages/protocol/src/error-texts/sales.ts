import type { ErrorChapter } from "./text.ts";

export const SALE_ERRORS: ErrorChapter = {
  title: "Sales",
  errors: [
    {
      signature: "ProgrammeNotOpen()",
      why: "The programme has not opened yet: there is no enrolment and no sale.",
      advice: "Wait until the company opens it.",
    },
    {
      signature: "ProgrammePaused()",
      why: "The company has paused new enrolments and sales.",
      advice: "Try again later. Settlements, claims and refunds go on.",
    },
    {
      signature: "OrderLinesInvalid(uint256 lines, uint256 limit)",
      why: "The order has {lines} lines, and it may have 1 to {limit}.",
      advice: "Add a line, or spread the lines over several orders.",
    },
    {
      signature: "OrderQuantityInvalid(uint256 line, uint256 quantity)",
      why: "Line {line} (the first is 0) asks for {quantity} of its product. It must be at least 1 and below 2^32.",
      advice: "Correct the quantity, or leave the line out.",
    },
    {
      signature: "OrderTermsDiffer(uint256 line, uint256 product, uint256 firstProduct)",
      why: "Product {product} in line {line} has another return window, kind of return or arbiter than product {firstProduct} in the first.",
      advice: "Place several orders, each with products of the same return terms.",
    },
    {
      signature: "OrderPriceInvalid(uint256 line, uint256 unitPrice, uint256 lowest, uint256 highest)",
      why: "The unit price of line {line} (the first is 0) is {unitPrice:amount}. It must be from {lowest:amount}, the wholesale price, to {highest:amount}, the retail price with the programme's largest markup.",
      advice: "Correct the price. An offer with another price has to be signed again.",
    },
    {
      signature: "OrderTotalAboveLimit(uint256 total, uint256 maxTotal)",
      why: "The order costs {total:amount}, and its buyer allows {maxTotal:amount} at most.",
      advice: "Look at the prices again, and raise the largest total if you agree.",
    },
    {
      signature: "BuyerInvalid(address buyer)",
      why: "{buyer} cannot buy: it is the zero address or the core itself.",
      advice: "Name the wallet of the person who buys.",
    },
    {
      signature: "TokenAmountWrong(uint256 received, uint256 expected)",
      why: "The token delivered {received:amount} where {expected:amount} were asked for. A token that takes a fee or changes balances does not work here.",
      advice: "Nothing was paid. Tell the company: its settlement token no longer behaves as the programme needs.",
    },
    {
      signature: "TokenUnreadable(address token)",
      why: "The token {token} does not tell the core's balance.",
      advice: "Nothing was paid. Tell the company: its settlement token no longer works.",
    },
    {
      signature: "TokenBalanceTooLarge(uint256 balance, uint256 limit)",
      why: "With this sale the core would hold {balance:amount}, more than the {limit:amount} that it can count.",
      advice: "Order less, or wait until balances are claimed.",
    },
    {
      signature: "SaleUnknown(uint160 id)",
      why: "No sale in escrow has the id {id} and exactly these values. A sale without return window was final at once and is not in escrow.",
      advice: "Take the sale's values from its SalePlaced event, without changing any.",
    },
    {
      signature: "SaleFinished(uint160 id, uint8 state)",
      why: "Sale {id} is finished already: {state:saleState}.",
      advice: "Nothing is to be done.",
    },
    {
      signature: "SaleInReturn(uint160 id, uint8 state, uint256 deadline)",
      why: "A return of sale {id} is {state:saleState}. Nothing about it settles; the decision is due before {deadline:time}.",
      advice:
        "Wait for the decision. From that time on the sale can be refunded; a return that is withdrawn or ruled for the company is settled.",
    },
    {
      signature: "SaleNotDue(uint160 id, uint256 time, uint256 deadline)",
      why: "The return window of sale {id} is open until {deadline:time}. It is {time:time} now.",
      advice: "Settle it after that time.",
    },
  ],
};
