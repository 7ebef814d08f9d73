import { ProtocolError } from "@upline/protocol";

/** The wallet is on another chain than the programme. */
export class WrongNetwork extends ProtocolError {
  override readonly name = "WrongNetwork";

  constructor(chainId: bigint, expected: bigint, chainName: string) {
    super(
      `Your wallet is on chain ${chainId}, and this programme is on ${chainName} (chain ${expected}).`,
      { chainId, expected, chainName },
      "Change the network in your wallet, or let this page ask your wallet to change it.",
    );
  }
}

/** No wallet is connected. */
export class WalletMissing extends ProtocolError {
  override readonly name = "WalletMissing";

  constructor() {
    super("No wallet is connected: you can read everything and change nothing.", {}, "Connect a wallet first.");
  }
}

/** A link or a signature is past its time. */
export class LinkExpired extends ProtocolError {
  override readonly name = "LinkExpired";

  constructor(expired: bigint) {
    super("This link has expired.", { expired }, "Ask the person who gave it to you for a new one.");
  }
}

/** The account cannot pay the gas. */
export class GasMoneyMissing extends ProtocolError {
  override readonly name = "GasMoneyMissing";

  constructor(symbol: string, needed: string, held: string) {
    super(
      `Your wallet holds ${held} ${symbol}, and the fee of the network may be up to ${needed} ${symbol}.`,
      { symbol, needed, held },
      `Put some ${symbol} into this wallet and try again.`,
    );
  }
}

/** A transaction is in a block and did nothing. */
export class TransactionFailed extends ProtocolError {
  override readonly name = "TransactionFailed";

  constructor(hash: string) {
    super(
      "The transaction was included in a block, but it was refused there: nothing changed but the network's fee.",
      { hash },
      "Look at the figures as they are now and try again.",
    );
  }
}
