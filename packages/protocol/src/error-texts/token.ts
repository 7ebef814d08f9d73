import type { ErrorChapter } from "./text.ts";

export const TOKEN_ERRORS: ErrorChapter = {
  title: "The settlement token",
  errors: [
    {
      signature: "PaymentNotReceived(uint256 held, uint256 expected)",
      why: "The token did not deliver what the buyer signed for: {held:amount} are there, {expected:amount} are needed.",
      advice: "Pay for the order with an approval and buy, or use a token that delivers every transfer whole.",
    },
    {
      signature: "ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)",
      why: "{spender} may take {allowance:amount} from the payer, and {needed:amount} are needed.",
      advice: "Approve {spender} for that amount in the token, and try again.",
    },
    {
      signature: "ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
      why: "{sender} holds {balance:amount}, and {needed:amount} are needed.",
      advice: "Put the missing amount of the token into this wallet, or order less.",
    },
    {
      signature: "ERC20InvalidSender(address sender)",
      why: "The token refuses {sender} as the sender.",
      advice: "Use another wallet.",
    },
    {
      signature: "ERC20InvalidReceiver(address receiver)",
      why: "The token refuses {receiver} as the receiver.",
      advice: "Claim to another address with claimTo; the balance is kept until then.",
    },
    {
      signature: "ERC20InvalidApprover(address approver)",
      why: "The token refuses an approval by {approver}.",
      advice: "Approve from a wallet of your own.",
    },
    {
      signature: "ERC20InvalidSpender(address spender)",
      why: "The token refuses {spender} as a spender.",
      advice: "Approve the address of the core.",
    },
    {
      signature: "SafeERC20FailedOperation(address token)",
      why: "The token {token} did not carry the transfer out: it answered false or with something else than yes, or has no code.",
      advice:
        "See whether the payer holds and has approved the total, and whether the token is paused or bars one of the two. When claiming, try another address with claimTo; the balance is kept.",
    },
    {
      signature: "ERC2612ExpiredSignature(uint256 deadline)",
      why: "The permit could be used until {deadline:time}.",
      advice: "Sign a new permit with a later deadline.",
    },
    {
      signature: "ERC2612InvalidSigner(address signer, address owner)",
      why: "The permit was signed by {signer}, and the tokens belong to {owner}.",
      advice: "Sign the permit with {owner}, with the token's own EIP-712 domain and its next nonce.",
    },
    {
      signature: "ERC3009InvalidAuthorizationTime(uint256 validAfter, uint256 validBefore)",
      why: "The authorization can be used after {validAfter:time} and before {validBefore:time}, and it is not that time.",
      advice: "Wait, or sign a new authorization.",
    },
    {
      signature: "ERC3009InvalidSignature()",
      why: "The authorization was not signed by the one whose tokens it moves.",
      advice: "Sign it with the wallet that holds the tokens, with the token's own EIP-712 domain.",
    },
    {
      signature: "ERC3009UsedAuthorization(address authorizer, bytes32 nonce)",
      why: "The authorization {nonce} of {authorizer} was used or cancelled before.",
      advice: "See whether the order was placed before you sign another.",
    },
    {
      signature: "InvalidAccountNonce(address account, uint256 currentNonce)",
      why: "A signature of {account} has another nonce than its next, {currentNonce}.",
      advice: "Sign again with that nonce.",
    },
    {
      signature: "EnforcedPause()",
      why: "The token's issuer has paused it: nothing of it can be moved.",
      advice: "Wait until the issuer lets it go on. Balances in the programme are kept.",
    },
    {
      signature: "ExpectedPause()",
      why: "The token is not paused.",
      advice: "Nothing is to be done.",
    },
    {
      signature: "OwnableUnauthorizedAccount(address account)",
      why: "{account} is not the token's issuer.",
      advice: "Send it from the issuer's account.",
    },
    {
      signature: "OwnableInvalidOwner(address owner)",
      why: "{owner} cannot be the token's issuer.",
      advice: "Name another account.",
    },
    {
      signature: "TestStablecoinBlacklisted(address account)",
      why: "The token's issuer bars {account}: it can neither send nor receive.",
      advice: "Use another wallet. When claiming, name it with claimTo; the balance is kept.",
    },
    {
      signature: "TestStablecoinFaucetCapExceeded(uint256 amount, uint256 cap)",
      why: "{amount:amount} were asked for from the faucet, which gives {cap:amount} at a time.",
      advice: "Ask for less, several times if you need more.",
    },
    {
      signature: "TestStablecoinInvalidPermit(address owner)",
      why: "The permit was not signed by {owner}.",
      advice: "Sign it with {owner}, with the token's own EIP-712 domain and its next nonce.",
    },
    {
      signature: "TestStablecoinUnauthorizedMinter(address caller)",
      why: "{caller} may not create tokens.",
      advice: "On a local network, take some from the faucet.",
    },
  ],
};
