import type { ErrorChapter } from "./text.ts";

export const PERMIT2_ERRORS: ErrorChapter = {
  title: "Permit2",
  errors: [
    {
      signature: "Permit2NotSupported()",
      why: "This contract takes no payments by Permit2.",
      advice: "Pay by an authorization (ERC-3009), a permit or an approval.",
    },
    {
      signature: "SignatureExpired(uint256 signatureDeadline)",
      why: "The payment could be sent until {signatureDeadline:time}.",
      advice: "Sign again with a later deadline.",
    },
    {
      signature: "InvalidNonce()",
      why: "The payment was sent before, or its buyer ended it: its nonce at Permit2 is used.",
      advice: "See whether the order was placed. If not, sign again with a nonce that is not used.",
    },
    {
      signature: "InvalidSigner()",
      why: "The payment was not signed by the buyer, or something in it was changed after he signed it.",
      advice: "Let the buyer sign exactly this purchase, nonce and deadline, for this contract and this chain.",
    },
    {
      signature: "InvalidContractSignature()",
      why: "The buyer is a contract wallet, and it did not accept the signature.",
      advice: "Let the wallet's owners sign, or approve the message in the wallet.",
    },
    {
      signature: "InvalidSignature()",
      why: "No account can have made this signature.",
      advice: "Sign again.",
    },
    {
      signature: "InvalidSignatureLength()",
      why: "A key's signature has 65 bytes, in its compact form 64.",
      advice: "Pass the signature as the wallet gave it, whole.",
    },
  ],
};
