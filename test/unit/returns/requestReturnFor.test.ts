import { expect } from "chai";
import { Wallet as Key, type Signer } from "ethers";
import {
  type EscrowedSale,
  RETURN_TYPES,
  returnDigest,
  type SignedReturn,
  saleStruct,
  signReturn,
} from "../../../packages/protocol/src/index.ts";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { elsewhere, signedForOthers } from "../../helpers/foreign.ts";
import { ESCROWED, GAS, GOODS, type Market } from "../../helpers/market.ts";
import { FOREVER } from "../../helpers/offers.ts";
import {
  DECISION_TIME,
  FAILURES,
  openReturns,
  type Returns,
  type SaleLike,
  STANDINGS,
  standingsBut,
} from "../../helpers/returns.ts";

const TOTAL = 100_000_000n;

describe("requestReturnFor", () => {
  const loaded = fixture(openReturns);
  let market: Market;
  let returns: Returns;
  let scope: { address: string; chainId: bigint };
  /** Has a key, and neither ether nor tokens. */
  let buyer: Signer & { readonly address: string };

  beforeEach(async () => {
    ({ market, returns } = await loaded());
    scope = { address: market.address, chainId: (await market.ethers.provider.getNetwork()).chainId };
    buyer = Key.createRandom();
  });

  afterEach(() => returns.expectSound());

  /** The market's customer pays, the buyer's is the sale. */
  const sell = (product = ESCROWED, named = buyer.address) => returns.sell(product, { buyer: named });
  const terms = (sale: EscrowedSale, changes: Partial<SignedReturn> = {}): SignedReturn => ({
    buyer: sale.buyer,
    sale: sale.id,
    refund: sale.total,
    deadline: FOREVER,
    ...changes,
  });
  const sign = (returned: SignedReturn, signer: Signer = buyer) =>
    signReturn(signer, scope.address, scope.chainId, returned);
  const send = (sale: SaleLike, deadline: bigint, signature: string) =>
    market.core
      .connect(market.stranger)
      .requestReturnFor("lines" in sale ? saleStruct(sale) : sale, deadline, signature, GAS);
  const use = async (sale: EscrowedSale, signer?: Signer) => send(sale, FOREVER, await sign(terms(sale), signer));

  /** The core asks for the buyer's signature over exactly this. */
  async function expectInvalid(sent: Promise<unknown>, asked: SignedReturn, why?: string): Promise<void> {
    await expect(sent, why)
      .to.be.revertedWithCustomError(market.core, "SignatureInvalid")
      .withArgs(asked.buyer, returnDigest(scope.address, scope.chainId, asked));
  }

  describe("with the buyer's signature", () => {
    it("[PAYSIG-6] refunds an automatic sale to the buyer, to the unit, whoever paid and whoever sends it", async () => {
      const sale = await sell();
      const sent = use(sale);
      await expect(sent).to.changeTokenBalances(
        market.ethers,
        market.token,
        [buyer.address, market.address, market.stranger, market.customer],
        [TOTAL, -TOTAL, 0n, 0n],
      );
      expect(await eventsOf(market, sent)).to.deep.equal([["SaleRefunded", sale.id, buyer.address, TOTAL]]);
      expect(await returns.status(sale)).to.deep.equal(["refunded", await market.now()]);
      await returns.expectNobodyPaid();
    });

    it("[PAYSIG-6] begins a return of goods, on which the company decides", async () => {
      const sale = await sell(GOODS);
      const events = await eventsOf(market, use(sale));
      const deadline = (await market.now()) + DECISION_TIME;
      expect(events).to.deep.equal([["ReturnRequested", sale.id, deadline]]);
      await returns.accept(sale);
      expect(await market.token.balanceOf(buyer.address)).to.equal(TOTAL);
    });

    it("[PAYSIG-6] works in the window's last second, and not at its end", async () => {
      const [last, late] = [await sell(), await sell()];
      await returns.next(last, -1n);
      await use(last);
      const deadline = await returns.next(late, 0n);
      await returns.expectTooLate(use(late), late, deadline, deadline);
    });

    it("[PAYSIG-3] counts in the last second of its deadline and not after", async () => {
      const sale = await sell();
      const deadline = (await market.now()) + 100n;
      const signature = await sign(terms(sale, { deadline }));
      const snapshot = await market.networkHelpers.takeSnapshot();
      await market.networkHelpers.time.setNextBlockTimestamp(deadline + 1n);
      await expect(send(sale, deadline, signature))
        .to.be.revertedWithCustomError(market.core, "SignatureExpired")
        .withArgs(deadline + 1n, deadline);
      await snapshot.restore();
      await market.networkHelpers.time.setNextBlockTimestamp(deadline);
      await send(sale, deadline, signature);
      expect((await returns.status(sale))[0]).to.equal("refunded");
    });

    it("[PAYSIG-6] goes on while the programme is paused and the product closed", async () => {
      const sale = await sell();
      await market.core.setProductsClosed([ESCROWED], true);
      await market.core.setPaused(true);
      await use(sale);
      expect((await returns.status(sale))[0]).to.equal("refunded");
    });

    for (const name of FAILURES) {
      it(`[PAYSIG-6] the refund stays due if ${name}`, async () => {
        const sale = await returns.sell(ESCROWED);
        await returns.failures[name][0]();
        expect(await eventsOf(market, use(sale, market.customer))).to.deep.equal([
          ["RefundFailed", sale.id, market.customer.address, TOTAL],
        ]);
        await returns.failures[name][1]();
        await returns.refund(sale);
        expect((await returns.status(sale))[0]).to.equal("refunded");
      });
    }
  });

  describe("once", () => {
    for (const standing of standingsBut("escrowed")) {
      it(`[PAYSIG-2] is refused for a sale that is ${standing}`, async () => {
        const sale = await returns.at(standing);
        await returns.expectState(use(sale, market.customer), sale, STANDINGS[standing], "escrowed");
      });
    }

    it("[PAYSIG-2] a return that was withdrawn is not begun again by whoever kept the signature", async () => {
      const sale = await returns.sell(GOODS);
      const signature = await sign(terms(sale), market.customer);
      await send(sale, FOREVER, signature);
      await returns.withdraw(sale);
      const due = await returns.deadlineOf(sale);
      await returns.expectTooLate(send(sale, FOREVER, signature), sale, due + 1n, due);
    });

    it("[PAYSIG-2] one of two equal sales is returned, and its signature does not serve for the other", async () => {
      const [returned, kept] = [await sell(), await sell()];
      const signature = await sign(terms(returned));
      await send(returned, FOREVER, signature);
      await expectInvalid(send(kept, FOREVER, signature), terms(kept));
      expect((await returns.status(kept))[0]).to.equal("escrowed");
    });
  });

  describe("altered on the way", () => {
    it("[PAYSIG-2] nobody else signs for the buyer: not who paid, sold, sends, decides or rules", async () => {
      const sale = await sell();
      for (const forger of [market.customer, market.stranger, market.operator, market.company.wallet]) {
        await expectInvalid(use(sale, forger), terms(sale));
      }
      await expectInvalid(send(sale, FOREVER, "0x"), terms(sale));
    });

    it("[PAYSIG-2] a relayer who makes it last longer is refused", async () => {
      const sale = await sell();
      const signature = await sign(terms(sale, { deadline: FOREVER - 1n }));
      for (const deadline of [FOREVER, FOREVER - 2n]) {
        await expectInvalid(send(sale, deadline, signature), terms(sale, { deadline }));
      }
    });

    it("[PAYSIG-2] a signature over another refund, sale or buyer is none", async () => {
      const sale = await sell();
      for (const changes of [
        { refund: TOTAL - 1n },
        { refund: TOTAL + 1n },
        { sale: sale.id + 1n },
        { buyer: market.customer.address },
      ]) {
        const signature = await sign(terms(sale, changes));
        await expectInvalid(send(sale, FOREVER, signature), terms(sale), Object.keys(changes)[0]);
      }
    });

    it("[PAYSIG-2] a relayer who changes any value of the sale finds none", async () => {
      const sale = await returns.sell(GOODS);
      const signature = await sign(terms(sale), market.customer);
      await returns.expectUnknown(sale, (altered) => send(altered, FOREVER, signature), market.stranger);
    });

    for (const place of ["another core", "another chain"] as const) {
      it(`[PAYSIG-4] a return from ${place} is none here`, async () => {
        const sale = await sell();
        const there = elsewhere(scope, market.run)[place];
        const signature = await signReturn(buyer, there.address, there.chainId, terms(sale));
        await expectInvalid(send(sale, FOREVER, signature), terms(sale));
      });
    }

    it("[PAYSIG-4] what the buyer signed for any other purpose is no return", async () => {
      const sale = await sell();
      const values = { addresses: [buyer.address, buyer.address], numbers: [sale.id, sale.total, FOREVER] };
      for (const [name, signature] of await signedForOthers(buyer, scope, RETURN_TYPES, values)) {
        await expectInvalid(send(sale, FOREVER, signature), terms(sale), name);
      }
    });
  });

  describe("of contract wallets (ERC-1271)", () => {
    it("[PAYSIG-5] the wallet's owner signs for it, and nobody else", async () => {
      const wallet = await market.ethers.deployContract("SmartWallet", [buyer.address]);
      const sale = await sell(ESCROWED, await wallet.getAddress());
      await expectInvalid(use(sale, market.stranger), terms(sale));
      await use(sale);
      expect(await market.token.balanceOf(wallet)).to.equal(TOTAL);
    });

    it("[PAYSIG-5] a wallet that approved the return needs no bytes; one that answers garbage has not signed", async () => {
      const wallet = await market.ethers.deployContract("PreapprovedWallet");
      const sale = await sell(ESCROWED, await wallet.getAddress());
      await expectInvalid(send(sale, FOREVER, "0x"), terms(sale));
      await wallet.setApproved(returnDigest(scope.address, scope.chainId, terms(sale)), true);
      await send(sale, FOREVER, "0x");
      expect(await market.token.balanceOf(wallet)).to.equal(TOTAL);
      for (const [name, ...args] of [["RevertingWallet"], ["GasBurnerWallet"], ["GarbageWallet", 2]] as const) {
        const other = await market.ethers.deployContract(name as string, [...args]);
        const theirs = await sell(ESCROWED, await other.getAddress());
        await expectInvalid(send(theirs, FOREVER, "0x"), terms(theirs), name);
      }
    });
  });
});
