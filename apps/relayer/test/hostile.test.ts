import { expect } from "chai";
import { id as hashOf, Signature, toBeHex, Wallet } from "ethers";
import { exact } from "../src/server/json.ts";
import { type Answer, Counter, claimOf, openWorld, purchaseOf, RELAYER, type World } from "./helpers/world.ts";

// requests that the relayer does not send
// - altered ones, ones that were used, ones that a contract refuses: 422 with the contract's own reason
// - what is no request of a kind: 400, naming the place
// - too large, of another type, to another place
// - too many from one client
// a request that was sent before gives the same transaction

type Json = Record<string, unknown>;

describe("requests that are refused", () => {
  let world: World;
  let counter: Counter;

  beforeEach(async () => {
    world = await openWorld();
    counter = await Counter.open(world);
  });

  afterEach(() => counter.close());

  const sent = () => world.ethers.provider.getTransactionCount(RELAYER.address);

  /** That nothing was sent, and why. */
  async function expectRefused(asked: Promise<Answer>, status: number, name: string): Promise<Answer["body"]["error"]> {
    const before = await sent();
    const answer = await asked;
    expect([answer.status, answer.body.error.name], exact(answer.body)).to.deep.equal([status, name]);
    expect(answer.body.error.sentence).to.be.a("string").that.is.not.empty;
    expect(answer.body.error.advice).to.be.a("string").that.is.not.empty;
    expect(await sent()).to.equal(before);
    return answer.body.error;
  }

  it("an altered claim", async () => {
    const request = await claimOf(world);
    const altered = { ...request, claim: { ...request.claim, recipient: world.stranger.address } };
    const { args } = await expectRefused(counter.send(altered), 422, "SignatureInvalid");
    expect(args["signer"]).to.equal(world.dealer.address);
  });

  for (const [method, name] of [
    ["erc3009", "ERC3009InvalidSignature"],
    ["permit2", "InvalidSigner"],
  ] as const) {
    it(`an altered purchase by ${method}`, async () => {
      const { kind, purchase } = await purchaseOf(world, method);
      const altered = { ...purchase, order: { ...purchase.order, seller: 2n } };
      await expectRefused(counter.send({ kind, purchase: altered }), 422, name);
    });
  }

  it("a claim with nothing to claim, in the token's own amounts", async () => {
    await counter.done(await claimOf(world));
    const { dealer } = world;
    const { sentence } = await expectRefused(counter.send(await claimOf(world)), 422, "PayoutNothingDue");
    expect(sentence).to.contain(String(world.seller));
    expect(await world.token.balanceOf(dealer.address)).to.equal(8_000_000n);
  });

  it("a claim that the dealer has used in another way", async () => {
    const request = await claimOf(world);
    const { nonce: _, ...claim } = request.claim;
    await world.core.connect(world.stranger).claimFor(claim, request.signature);
    await expectRefused(counter.send(request), 422, "SignatureInvalid");
  });

  it("gives the same transaction for the same request, at once and later, however it is written", async () => {
    const request = await claimOf(world);
    const before = await sent();
    const answers = await Promise.all([1, 2, 3].map(() => counter.send(request)));
    const [{ body }] = answers as [Answer];
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 200, 202]);
    await counter.until(body.id, "confirmed");
    const lower = { ...request, claim: { ...request.claim, wallet: request.claim.wallet.toLowerCase() } };
    const later = await counter.send(lower);
    expect([later.status, later.body.state]).to.deep.equal([200, "confirmed"]);
    expect(new Set([...answers, later].map((one) => one.body.transaction)).size).to.equal(1);
    expect(await sent()).to.equal(before + 1);
  });

  it("what is not a request", async () => {
    const request = exact(await claimOf(world));
    const changed = (change: (value: Json, claim: Json) => void) => {
      const value = JSON.parse(request) as Json;
      change(value, value["claim"] as Json);
      return JSON.stringify(value);
    };
    const bodies: readonly (readonly [place: string, body: string])[] = [
      ["the body", ""],
      ["the body", "{"],
      ["the body", request.slice(0, -1)],
      ["the request", "null"],
      ["the request", "[]"],
      ["the request", '"claim"'],
      ["the body", `${"[".repeat(30_000)}`],
      ["the request", `${"[".repeat(30_000)}${"]".repeat(30_000)}`],
      ["kind", "{}"],
      ["kind", '{"kind":"buy"}'],
      ["kind", '{"kind":"constructor"}'],
      ["kind", '{"kind":"__proto__"}'],
      ["kind", '{"kind":["claim"]}'],
      ["__proto__", changed((value) => Object.defineProperty(value, "__proto__", { value: 1, enumerable: true }))],
      ["core", changed((value) => Object.assign(value, { core: world.stranger.address }))],
      ["to", changed((value) => Object.assign(value, { to: world.payments }))],
      ["data", changed((value) => Object.assign(value, { data: "0x4e71d92d" }))],
      ["claim.to", changed((_, claim) => Object.assign(claim, { to: world.payments }))],
      ["claim", changed((value) => Object.assign(value, { claim: [] }))],
      ["claim", changed((value) => Object.assign(value, { claim: null }))],
      ["claim.wallet", changed((_, claim) => Object.assign(claim, { wallet: "dealer.eth" }))],
      ["claim.wallet", changed((_, claim) => Object.assign(claim, { wallet: world.dealer.address.slice(2) }))],
      [
        "claim.wallet",
        changed((_, claim) => Object.assign(claim, { wallet: `${claim["wallet"]}`.replace(/[a-f]/, "F") })),
      ],
      ["claim.recipient", changed((_, claim) => void delete claim["recipient"])],
      ["claim.atLeast", changed((_, claim) => Object.assign(claim, { atLeast: "-1" }))],
      ["claim.atLeast", changed((_, claim) => Object.assign(claim, { atLeast: "0x10" }))],
      ["claim.atLeast", changed((_, claim) => Object.assign(claim, { atLeast: " 1" }))],
      ["claim.atLeast", changed((_, claim) => Object.assign(claim, { atLeast: 1.5 }))],
      ["claim.atLeast", changed((_, claim) => Object.assign(claim, { atLeast: 2 ** 53 }))],
      ["claim.atLeast", changed((_, claim) => Object.assign(claim, { atLeast: `${2n ** 256n}` }))],
      ["claim.atLeast", changed((_, claim) => Object.assign(claim, { atLeast: "9".repeat(60_000) }))],
      ["signature", changed((value) => Object.assign(value, { signature: "0xabc" }))],
      ["signature", changed((value) => Object.assign(value, { signature: "0xzz" }))],
      ["signature", changed((value) => Object.assign(value, { signature: `0x${"00".repeat(4_097)}` }))],
      ["signature", changed((value) => Object.assign(value, { signature: { length: 2 } }))],
    ];
    for (const [place, body] of bodies) {
      const asked = counter.raw("POST", "/relay", body, { "content-type": "application/json" });
      const { args, sentence } = await expectRefused(asked, 400, "RequestInvalid");
      expect(args["place"], body.slice(0, 200)).to.equal(place);
      expect(sentence.length).to.be.below(400);
    }
  });

  it("a purchase with more lines than an order can have, and one whose numbers do not fit", async () => {
    const { kind, purchase } = await purchaseOf(world, "erc3009");
    const many = Array.from({ length: 256 }, () => ({ product: 1n, quantity: 1n }));
    for (const [place, order] of [
      ["purchase.order.lines", { ...purchase.order, lines: many }],
      ["purchase.order.lines[0].quantity", { ...purchase.order, lines: [{ product: 1n, quantity: 2n ** 32n }] }],
      ["purchase.order.seller", { ...purchase.order, seller: 2n ** 32n }],
      ["purchase.order.maxTotal", { ...purchase.order, maxTotal: 2n ** 96n }],
      ["purchase.order.ref", { ...purchase.order, ref: "0x00" }],
    ] as const) {
      const asked = counter.send({ kind, purchase: { ...purchase, order } });
      expect((await expectRefused(asked, 400, "RequestInvalid")).args["place"]).to.equal(place);
    }
    await expectRefused(counter.send({ kind, purchase: { ...purchase, method: "permit" } }), 400, "RequestInvalid");
  });

  it("a signature of zeros, and one with the other half of the curve", async () => {
    const request = await claimOf(world);
    await expectRefused(counter.send({ ...request, signature: "0x" }), 422, "SignatureInvalid");
    const { r, s, v } = Signature.from(request.signature);
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const other = `${r}${toBeHex(order - BigInt(s), 32).slice(2)}${v === 27 ? "1c" : "1b"}`;
    await expectRefused(counter.send({ ...request, signature: other }), 422, "SignatureInvalid");
  });

  it("bodies that are too large or no JSON, and other places", async () => {
    const large = exact({ kind: "claim", padding: "a".repeat(70_000) });
    await expectRefused(
      counter.raw("POST", "/relay", large, { "content-type": "application/json" }),
      413,
      "BodyTooLarge",
    );
    await expectRefused(
      counter.raw("POST", "/relay", exact(await claimOf(world)), { "content-type": "text/plain" }),
      415,
      "BodyNotJson",
    );
    await expectRefused(counter.raw("GET", "/relay"), 404, "NothingThere");
    await expectRefused(counter.raw("GET", `/relay/${hashOf("nothing")}`), 404, "NothingThere");
    await expectRefused(counter.raw("DELETE", "/relay"), 404, "NothingThere");
    await expectRefused(counter.raw("POST", "/"), 404, "NothingThere");
  });

  it("lets pages of the named origin ask, and no others", async () => {
    const preflight = { "access-control-request-method": "POST", "access-control-request-headers": "content-type" };
    const allowed = await counter.raw("OPTIONS", "/relay", undefined, { origin: "https://shop.example", ...preflight });
    expect(allowed.headers.get("access-control-allow-origin")).to.equal("https://shop.example");
    expect(allowed.headers.get("access-control-allow-headers")).to.equal("Content-Type");
    const other = await counter.raw("OPTIONS", "/relay", undefined, { origin: "https://other.example", ...preflight });
    expect(other.headers.get("access-control-allow-origin")).to.equal(null);
    const health = await counter.raw("GET", "/health");
    expect(health.headers.get("x-content-type-options")).to.equal("nosniff");
  });

  it("never says the key, nor an address of a client", async () => {
    await counter.done(await claimOf(world));
    await counter.raw("POST", "/relay", RELAYER.privateKey, { "content-type": "application/json" });
    await counter.send({ kind: "claim" });
    const said = counter.logged.join("\n");
    expect(said).to.contain('"sent"').and.not.contain(RELAYER.privateKey.slice(2)).and.not.contain("127.0.0.1:5");
  });
});

describe("floods", () => {
  it("slows down each client by itself", async () => {
    const world = await openWorld();
    const counter = await Counter.open(world, { UPLINE_REQUESTS_PER_MINUTE: "3", UPLINE_PROXIES: "1" });
    try {
      const ask = (client: string) => counter.send({ kind: "nothing" }, { "x-forwarded-for": client });
      const flood = await Promise.all(Array.from({ length: 20 }, () => ask("1.1.1.1, 203.0.113.7")));
      const statuses = flood.map(({ status }) => status);
      expect(statuses.filter((status) => status === 400)).to.have.lengthOf(3);
      const refused = flood.find(({ status }) => status === 429);
      expect(refused?.body.error.name).to.equal("TooManyRequests");
      expect(Number(refused?.headers.get("retry-after"))).to.be.within(1, 20);
      expect((await ask("203.0.113.8")).status).to.equal(400);
      // What the client himself puts before is not believed.
      expect((await ask("203.0.113.8, 203.0.113.7")).status).to.equal(429);
    } finally {
      await counter.close();
    }
  });

  it("a flood of signed requests costs nothing but simulations", async () => {
    const world = await openWorld();
    const counter = await Counter.open(world);
    try {
      const { claim } = await claimOf(world);
      const forged = await Promise.all(
        Array.from({ length: 30 }, async () => ({
          kind: "claim",
          claim,
          signature: await Wallet.createRandom().signMessage("x"),
        })),
      );
      const answers = await Promise.all(forged.map((request) => counter.send(request)));
      expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([422]));
      expect(await world.ethers.provider.getTransactionCount(RELAYER.address)).to.equal(0);
    } finally {
      await counter.close();
    }
  });
});
