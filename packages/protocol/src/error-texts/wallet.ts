import type { ErrorChapter } from "./text.ts";

/** Failures before or beside the contracts. Their names are the codes of ethers, but for the last two. */
export const WALLET_ERRORS: ErrorChapter = {
  title: "Wallet and connection",
  errors: [
    {
      signature: "ACTION_REJECTED",
      why: "You declined the request in the wallet.",
      advice: "Nothing was sent. Try again and confirm it if that was not what you wanted.",
    },
    {
      signature: "INSUFFICIENT_FUNDS",
      why: "The wallet holds too little of the chain's own currency to pay for gas.",
      advice: "Put some of it into this wallet and try again.",
    },
    {
      signature: "CALL_EXCEPTION",
      why: "The call failed, and no reason was given: the contract has no such function, ran out of gas, or its token gave none.",
      advice: "Check the address of the core and the chain, and try again with more gas.",
    },
    {
      signature: "NONCE_EXPIRED",
      why: "A transaction of this wallet with the same number was confirmed before.",
      advice: "Look at the wallet's last transactions before you send it again.",
    },
    {
      signature: "REPLACEMENT_UNDERPRICED",
      why: "A transaction of this wallet with the same number is waiting, and the new one pays too little to take its place.",
      advice: "Wait until the first is confirmed, or replace it with a higher fee.",
    },
    {
      signature: "TRANSACTION_REPLACED",
      why: "The transaction was replaced by another one of the same wallet.",
      advice: "Look in the wallet whether the one that took its place did the same.",
    },
    {
      signature: "NETWORK_ERROR",
      why: "There is no connection to the chain, or it changed meanwhile.",
      advice: "Check the connection and the wallet's chain, and try again.",
    },
    {
      signature: "SERVER_ERROR",
      why: "The server that gives access to the chain answered with an error.",
      advice: "Try again later, or use another server.",
    },
    {
      signature: "TIMEOUT",
      why: "There was no answer in time.",
      advice: "If you sent a transaction, look in the wallet whether it was confirmed before you send it again.",
    },
    {
      signature: "CANCELLED",
      why: "The request was cancelled before it was answered.",
      advice: "Try again.",
    },
    {
      signature: "BAD_DATA",
      why: "The answer cannot be read: there is probably no such contract at this address on this chain.",
      advice: "Check the address of the core and the chain that the wallet is on.",
    },
    {
      signature: "UNSUPPORTED_OPERATION",
      why: "The wallet or the connection cannot do this; a connection without a wallet can only read.",
      advice: "Connect a wallet that can sign.",
    },
    {
      signature: "INVALID_ARGUMENT",
      why: "A value is not of the form that is needed.",
      advice: "Check the values that you gave: addresses, whole numbers, amounts in token units.",
    },
    {
      signature: "UNCONFIGURED_NAME",
      why: "The name belongs to no address on this chain.",
      advice: "Give the address itself.",
    },
    {
      signature: "UNKNOWN_REVERT",
      why: "A contract refused for a reason that this version does not know.",
      advice: "See whether there is a newer version, or look the first four bytes of the reason up.",
    },
    {
      signature: "UNKNOWN",
      why: "Something failed that this version does not know.",
      advice: "Try again; if it happens again, report it with the message.",
    },
  ],
};
