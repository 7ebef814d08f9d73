import type { ErrorChapter } from "./text.ts";

export const NETWORK_ERRORS: ErrorChapter = {
  title: "Enrolment and ranks",
  errors: [
    {
      signature: "WalletAlreadyBound(address wallet, uint256 id)",
      why: "The wallet {wallet} belongs or once belonged to distributor {id}. A wallet is bound to one distributor for good.",
      advice: "If you are distributor {id}, you are enrolled already. Otherwise use a wallet that never was.",
    },
    {
      signature: "WalletNotBound(address wallet, uint256 id)",
      why: "{wallet} is not the present wallet of a distributor. The distributor it once belonged to: {id} (0: none).",
      advice:
        "To enrol, ask the sponsor for an invitation that his present wallet signed; an offer, too, is the present wallet's. For whatever a distributor does himself, connect the wallet that he has now.",
    },
    {
      signature: "WalletInvalid(address wallet)",
      why: "{wallet} cannot be a distributor's wallet: it is the zero address or the core itself.",
      advice: "Use a wallet of your own.",
    },
    {
      signature: "InvitationForAnother(address newcomer, address expected)",
      why: "The invitation may be used by {expected} only, and {newcomer} tried to.",
      advice: "Enrol with {expected}, or ask the sponsor for an invitation to {newcomer} or to any wallet.",
    },
    {
      signature: "SignatureExpired(uint256 time, uint256 deadline)",
      why: "The signature could be used until {deadline:time}. It is {time:time} now.",
      advice: "Ask for a new signature with a later deadline.",
    },
    {
      signature: "SignatureInvalid(address signer, bytes32 digest)",
      why: "The signature is not that of {signer} over the digest {digest}: another wallet signed, or it signed other values, or for another programme or chain.",
      advice:
        "Sign again with {signer}, exactly the values that are sent, for this core and this chain. A contract wallet must accept the signature by ERC-1271.",
    },
    {
      signature: "DistributorUnknown(uint256 id, uint256 lastId)",
      why: "There is no distributor {id}. The last id given out is {lastId}.",
      advice: "Check the number: it is that of the seller, or of the distributor whom this is about.",
    },
    {
      signature: "RankInvalid(uint256 id, uint256 rank)",
      why: "Distributor {id} cannot have rank {rank}: ranks go from 0 to 15, and the company, id 1, has none.",
      advice: "Correct this entry and send the batch again; none of it was written.",
    },
  ],
};
