import { IUpline__factory, type UplineClient } from "@upline/protocol";
import { expect } from "chai";
import { Interface } from "ethers";
import { orderOf, purchaseSteps } from "../../src/pages/shop/purchase.ts";
import type { WriteAccess } from "../../src/writes/write.ts";

const CORE = "0x00000000000000000000000000000000000000C0";
const TOKEN = "0x00000000000000000000000000000000000000E0";
const BUYER = "0x00000000000000000000000000000000000000B0";

const wish = { seller: 9n, campaign: 3n, product: 4n, quantity: 2n };
const labels = { reset: "reset", allow: "allow", buy: "buy" };
const token = new Interface(["function approve(address spender, uint256 amount)"]);
const core = IUpline__factory.connect(CORE);

/** A buyer who has allowed so much. */
function accessWith(allowed: bigint): WriteAccess {
  const client = {
    address: CORE,
    core,
    token: () =>
      Promise.resolve({
        allowance: (owner: string, spender: string) => {
          expect([owner, spender]).to.deep.equal([BUYER, CORE]);
          return Promise.resolve(allowed);
        },
      }),
  };
  return { account: BUYER, client: client as unknown as UplineClient, live: undefined as never };
}

/** What each step would send, in a word. */
async function sent(allowed: bigint): Promise<string[]> {
  const steps = purchaseSteps(wish, 500n, TOKEN, labels, () => undefined);
  const texts: string[] = [];
  for (const step of steps) {
    const request = await step.prepare(accessWith(allowed));
    if (request === undefined) continue;
    const data = String(request.data);
    if (request.to === TOKEN) {
      const [spender, amount] = token.decodeFunctionData("approve", data);
      texts.push(`${step.label} ${spender === CORE ? "the core" : spender} ${amount}`);
    } else {
      const [{ seller, campaign, maxTotal, lines }] = core.interface.decodeFunctionData("buy", data);
      const [{ product, quantity }] = lines;
      texts.push(`${step.label} ${quantity} of ${product} from ${seller}, campaign ${campaign}, at most ${maxTotal}`);
    }
  }
  return texts;
}

const BOUGHT = "buy 2 of 4 from 9, campaign 3, at most 500";

describe("steps of a purchase", () => {
  it("allow the total that was shown and no more, and buy for no more than it", async () => {
    expect(await sent(0n)).to.deep.equal(["allow the core 500", BOUGHT]);
  });

  it("take back an allowance that is too small before", async () => {
    expect(await sent(499n)).to.deep.equal(["reset the core 0", "allow the core 500", BOUGHT]);
  });

  it("only buy where enough is allowed", async () => {
    expect(await sent(500n)).to.deep.equal([BOUGHT]);
  });

  it("are of an order without a limit for a quote", () => {
    expect(orderOf(wish).maxTotal).to.equal(2n ** 96n - 1n);
    expect(orderOf(wish, 7n)).to.deep.equal({
      seller: 9n,
      campaign: 3n,
      ref: `0x${"00".repeat(32)}`,
      maxTotal: 7n,
      lines: [{ product: 4n, quantity: 2n }],
    });
  });
});
