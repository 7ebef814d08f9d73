import type { ErrorChapter } from "./text.ts";

export const GENERAL_ERRORS: ErrorChapter = {
  title: "Solidity and its libraries",
  errors: [
    {
      signature: "Error(string reason)",
      why: "A contract refused with these words: {reason}",
      advice: "The words are usually the token's: see whether its issuer has paused it or bars one of the wallets.",
    },
    {
      signature: "Panic(uint256 code)",
      why: "A contract stopped at a check that should never fail, number {code:hex}.",
      advice:
        "Report it with the transaction: 0x11 is an overflow, 0x12 a division by 0, 0x21 an unknown choice, 0x32 a place beyond a list's end.",
    },
    {
      signature: "ECDSAInvalidSignature()",
      why: "No account can have made this signature.",
      advice: "Sign again.",
    },
    {
      signature: "ECDSAInvalidSignatureLength(uint256 length)",
      why: "The signature has {length} bytes; an account's has 65.",
      advice: "Pass the signature as the wallet gave it, whole.",
    },
    {
      signature: "ECDSAInvalidSignatureS(bytes32 s)",
      why: "The signature is in its second form, which is not accepted: its s is {s}.",
      advice: "Sign with a wallet that gives signatures in the usual form (low s).",
    },
    {
      signature: "SafeCastOverflowedUintDowncast(uint8 bits, uint256 value)",
      why: "{value} does not fit into {bits} bits.",
      advice: "Use a smaller number.",
    },
    {
      signature: "InvalidShortString()",
      why: "A text that a contract keeps in one word is damaged.",
      advice: "Report it: the programme's name and version are fixed and short.",
    },
    {
      signature: "StringTooLong(string str)",
      why: "This text is too long for one word: {str}",
      advice: "Use a text of at most 31 bytes.",
    },
  ],
};
