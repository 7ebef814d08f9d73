import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import {
  AbiCoder,
  type ErrorFragment,
  getAddress,
  Interface,
  JsonRpcProvider,
  type ParamType,
  toBeHex,
  Wallet,
} from "ethers";
import { network } from "hardhat";
import { PERMIT2_ABI } from "../../../test/helpers/permit2.ts";
import { CONTRACT_ERRORS, WALLET_ERRORS } from "../src/error-texts/index.ts";
import { isFormat, placeholders } from "../src/error-texts/render.ts";
import {
  ANY_WALLET,
  AuditRegistry__factory,
  Catalogue__factory,
  COMPANY,
  explainError,
  explainRevertData,
  IUpline__factory,
  Network__factory,
  Offers__factory,
  Ownership__factory,
  Payments__factory,
  Payouts__factory,
  PlanBook__factory,
  PlanInvalid,
  PointOfSale__factory,
  parsePlan,
  Quotes__factory,
  Returns__factory,
  SanctionsScreen__factory,
  TestStablecoin__factory,
  Timelock__factory,
  Upline__factory,
  UplineClient,
} from "../src/index.ts";
import { DOWNLOAD, LICENCE, ONE, openShop, order, type Shop, thrownBy } from "./helpers/shop.ts";

const TUSD = { decimals: 6, symbol: "TUSD" };
const texts = CONTRACT_ERRORS.flatMap(({ errors }) => errors);

/** Every error in the ABIs of a programme, as Solidity declares it. */
function declared(): Map<string, ErrorFragment> {
  const abis = [
    Upline__factory,
    IUpline__factory,
    Catalogue__factory,
    Network__factory,
    Ownership__factory,
    PlanBook__factory,
    Quotes__factory,
    Offers__factory,
    PointOfSale__factory,
    Returns__factory,
    Payouts__factory,
    Payments__factory,
    SanctionsScreen__factory,
    Timelock__factory,
    TestStablecoin__factory,
    AuditRegistry__factory,
  ].map(({ abi }) => new Interface(abi));
  // What the compiler itself reverts with is in no ABI.
  const own = new Interface(["error Error(string reason)", "error Panic(uint256 code)"]);
  const fragments = [...abis, new Interface(PERMIT2_ABI), own].flatMap((abi) =>
    abi.fragments.filter(({ type }) => type === "error"),
  ) as ErrorFragment[];
  return new Map(fragments.map((fragment) => [signatureOf(fragment), fragment]));
}

const signatureOf = ({ name, inputs }: ErrorFragment) =>
  `${name}(${inputs.map((input) => `${input.type} ${input.name}`).join(", ")})`;

/** A value of a type that shows in a text, different for each place. */
function sample({ type }: ParamType, place: number): unknown {
  if (type === "address") return getAddress(toBeHex(0xabc0 + place, 20));
  if (type === "bytes32") return toBeHex(0xdef0 + place, 32);
  if (type === "bool") return true;
  if (type === "string") return `words ${place}`;
  return type === "uint8" ? 1n : BigInt(86_400 * (place + 1));
}

describe("error texts", () => {
  it("exist for every error of a programme's contracts, with its arguments, and for no other", () => {
    const signatures = texts.map(({ signature }) => signature);
    expect(signatures.length).to.be.greaterThan(110);
    expect([...signatures].sort()).to.deep.equal([...declared().keys()].sort());
  });

  for (const [signature, fragment] of declared()) {
    it(`show every value of ${signature}`, () => {
      const text = texts.find((entry) => entry.signature === signature)!;
      const named = placeholders(text.why + text.advice);
      expect(new Set(named.map(({ name }) => name))).to.deep.equal(new Set(fragment.inputs.map(({ name }) => name)));
      for (const { format } of named) expect(format === undefined || isFormat(format), `${format}`).to.equal(true);

      const values = fragment.inputs.map(sample);
      const data = fragment.selector + AbiCoder.defaultAbiCoder().encode(fragment.inputs, values).slice(2);
      const explained = explainRevertData(data)!;
      expect(explained.name).to.equal(fragment.name);
      expect(Object.values(explained.args)).to.deep.equal(values);
      expect(explained.sentence + explained.advice).to.not.match(/[{}]|undefined/);
    });
  }

  it("are sentences", () => {
    for (const { signature, why, advice } of [...texts, ...WALLET_ERRORS.errors]) {
      expect(why, signature).to.match(/^[\p{Lu}{].*([.}]|\))$/u);
      expect(advice, signature).to.match(/^\p{Lu}.*\.$/u);
    }
  });

  it("give the handbook, which the generator finds stale if anything differs", () => {
    const run = (...args: string[]) => spawnSync("node", ["tools/errors-doc.ts", ...args], { encoding: "utf8" });
    const { status, stderr } = run("--check");
    expect(status, stderr).to.equal(0);

    const copy = join(mkdtempSync(join(tmpdir(), "upline-")), "errors.md");
    expect(run("--check", copy).status).to.equal(1);
    expect(run(copy).status).to.equal(0);
    const handbook = readFileSync(copy, "utf8");
    expect(handbook).to.equal(readFileSync("docs/errors.md", "utf8"));
    for (const [signature, { name, selector }] of declared()) {
      expect(handbook).to.include(`### ${name}\n\n\`${signature}\`, \`${selector}\`\n\n**Why:** `);
    }
    writeFileSync(copy, handbook.replace("Why", "Because"));
    expect(run("--check", copy).status).to.equal(1);
  });
});

describe("explainError", () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop();
  });

  it("explains what a view is refused with", async () => {
    const dear = { ...order(5n, DOWNLOAD), maxTotal: 12_500_000n };
    const error = await thrownBy(shop.client.quote(shop.buyer.address, dear));
    expect(explainError(error, { token: TUSD })).to.deep.equal({
      name: "OrderTotalAboveLimit",
      args: { total: 20n * ONE, maxTotal: 12_500_000n },
      sentence: "The order costs 20.00 TUSD, and its buyer allows 12.50 TUSD at most.",
      advice: "Look at the prices again, and raise the largest total if you agree.",
    });
    expect(explainError(error).sentence).to.include("20,000,000 token units");
  });

  it("explains what a transaction is refused with, by the core, its libraries and the token", async () => {
    const buying = await thrownBy(shop.core.connect(shop.buyer).buy(order(5n, DOWNLOAD)));
    expect(explainError(buying, { token: TUSD }).sentence).to.equal(
      `${shop.address} may take 0.00 TUSD from the payer, and 20.00 TUSD are needed.`,
    );
    const claiming = explainError(await thrownBy(shop.connect(shop.stranger).claim()));
    expect(claiming.name).to.equal("WalletNotBound");
    expect(claiming.args).to.deep.equal({ wallet: shop.stranger.address, id: 0n });
    const opening = explainError(await thrownBy(shop.core.connect(shop.operator).open()));
    expect(opening.sentence).to.equal(
      `${shop.operator.address} does not have the role DEFAULT_ADMIN_ROLE, which this needs.`,
    );
    const late = { sponsor: shop.treasury.address, newcomer: ANY_WALLET, deadline: 1_700_000_000n };
    const enrolling = explainError(await thrownBy(shop.connect(shop.stranger).enrol(late, "0x")));
    expect(enrolling.sentence).to.match(/could be used until 2023-11-14T22:13:20Z\. It is 20\d\d-\S+Z now\.$/);
  });

  it("explains what a deployment is refused with", async () => {
    const [token, start, , ...others] = await shop.core.settings();
    const error = await thrownBy(shop.ethers.deployContract("Quotes", [[token, start, 60n, ...others]]));
    expect(explainError(error).sentence).to.match(/^The setting periodLength is 60, and its limit is 86400\./);
  });

  describe("over JSON-RPC, as a page has it", () => {
    let server: Awaited<ReturnType<typeof network.createServer>>;
    let provider: JsonRpcProvider;

    before(async () => {
      server = await network.createServer(undefined, "127.0.0.1", 0);
      const { port } = await server.listen();
      provider = new JsonRpcProvider(`http://127.0.0.1:${port}`, undefined, {
        batchMaxCount: 1,
        pollingInterval: 50,
        cacheTimeout: -1,
      });
    });

    after(async () => {
      provider.destroy();
      await server.close();
    });

    it("explains the contract's errors, from a call and from a transaction", async () => {
      const signer = await provider.getSigner(0);
      const token = await new TestStablecoin__factory(signer).deploy(await signer.getAddress());
      await token.waitForDeployment();
      const capped = await thrownBy(token.faucet.staticCall(20_000n * ONE));
      expect(explainError(capped, { token: TUSD })).to.deep.include({
        name: "TestStablecoinFaucetCapExceeded",
        sentence: "20,000.00 TUSD were asked for from the faucet, which gives 10,000.00 TUSD at a time.",
      });
      const spending = await thrownBy(token.transfer(Wallet.createRandom().address, 5n));
      expect(explainError(spending)).to.deep.include({ name: "ERC20InsufficientBalance" });
      expect(explainError(spending).args).to.include({ balance: 0n, needed: 5n });
    });

    it("explains an address without the core, an empty wallet and a used number", async () => {
      const nowhere = UplineClient.connect(Wallet.createRandom().address, provider);
      expect(explainError(await thrownBy(nowhere.plan())).name).to.equal("BAD_DATA");

      const poor = Wallet.createRandom().connect(provider);
      const send = { to: poor.address, value: 1n };
      expect(explainError(await thrownBy(poor.sendTransaction(send))).name).to.equal("INSUFFICIENT_FUNDS");

      const signer = await provider.getSigner(0);
      await (await signer.sendTransaction({ to: poor.address, value: 10n ** 18n })).wait();
      await (await poor.sendTransaction(send)).wait();
      expect(explainError(await thrownBy(poor.sendTransaction({ ...send, nonce: 0 }))).name).to.equal("NONCE_EXPIRED");
    });
  });

  it("explains a connection that does not answer", async () => {
    const closed = new JsonRpcProvider("http://127.0.0.1:9", 31_337, { staticNetwork: true });
    const error = await thrownBy(UplineClient.connect(shop.address, closed).plan());
    closed.destroy();
    expect(explainError(error).name).to.equal("NETWORK_ERROR");
  });

  const panic = `0x4e487b71${"11".padStart(64, "0")}`;
  const words = new Interface(["error Error(string)"]).encodeErrorResult("Error", ["Pausable: paused"]);
  const shapes: readonly (readonly [string, unknown, string, string])[] = [
    [
      "a declined request, as ethers tells it",
      { code: "ACTION_REJECTED", info: { error: { code: 4001 } } },
      "ACTION_REJECTED",
      "You declined",
    ],
    [
      "a declined request, as a wallet tells it",
      { code: 4001, message: "User rejected" },
      "ACTION_REJECTED",
      "You declined",
    ],
    ["a lost connection, as a wallet tells it", { code: 4900 }, "NETWORK_ERROR", "no connection"],
    [
      "an empty wallet, as a server tells it",
      { code: "UNKNOWN_ERROR", error: { code: -32000, message: "insufficient funds for gas * price + value" } },
      "INSUFFICIENT_FUNDS",
      "too little",
    ],
    [
      "a reason that a wallet wraps",
      { code: -32603, data: { originalError: { code: 3, data: panic } } },
      "Panic",
      "number 0x11",
    ],
    ["a reason in words", { info: { error: { data: words } } }, "Error", "these words: Pausable: paused"],
    ["a refusal without a reason", { code: "CALL_EXCEPTION", data: null }, "CALL_EXCEPTION", "no reason was given"],
    ["a reason of another contract", { code: "CALL_EXCEPTION", data: "0x12345678" }, "UNKNOWN_REVERT", "does not know"],
    [
      "bytes that only begin like an error",
      { code: "CALL_EXCEPTION", data: panic.slice(0, 10) },
      "UNKNOWN_REVERT",
      "does not know",
    ],
    ["what was sent, which is no answer", { code: "TIMEOUT", transaction: { data: panic } }, "TIMEOUT", "no answer"],
    ["a code that nobody knows", { code: "TEAPOT", message: "short and stout" }, "UNKNOWN", "does not know"],
    ["a text", "failed to fetch", "NETWORK_ERROR", "no connection"],
    ["nothing", undefined, "UNKNOWN", "does not know"],
  ];
  for (const [what, error, name, part] of shapes) {
    it(`explains ${what}`, () => {
      const explained = explainError(error);
      expect(explained.name).to.equal(name);
      expect(explained.sentence).to.include(part);
      expect(explained.advice).to.match(/\.$/);
    });
  }

  it("keeps the message of what it does not know, and ends on errors that contain themselves", () => {
    const endless: Record<string, unknown> = { message: "round and round" };
    endless["cause"] = endless;
    expect(explainError(endless)).to.deep.include({ name: "UNKNOWN", args: { message: "round and round" } });
    expect(explainError({ data: "0x12345678" }).args).to.deep.equal({ data: "0x12345678" });
  });

  it("passes the errors of this package on", () => {
    try {
      parsePlan({});
    } catch (error) {
      expect(error).to.be.instanceOf(PlanInvalid);
      expect(explainError(error)).to.deep.equal({
        name: "PlanInvalid",
        args: { place: "rates", value: undefined, expected: "a list of whole numbers" },
        sentence: "rates is missing, expected a list of whole numbers",
        advice: "Correct rates in the plan.",
      });
      return;
    }
    expect.fail("an empty plan was read");
  });

  it("says what state a sale is in", async () => {
    await shop.connect(shop.buyer).buy(order(COMPANY, LICENCE), { approve: true });
    const [sale] = await shop.client.escrowedSales();
    const early = explainError(await thrownBy(shop.connect(shop.stranger).settle(sale!)));
    expect(early.name).to.equal("SaleNotDue");
    await shop.networkHelpers.time.increaseTo((await shop.client.sale(sale!.id)).deadline);
    await shop.connect(shop.stranger).settle(sale!);
    const again = explainError(await thrownBy(shop.connect(shop.stranger).settle(sale!)));
    expect(again.sentence).to.equal(`Sale ${sale!.id} is finished already: settled.`);
  });
});
