import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { id as hashOf } from "ethers";
import { start } from "../../../test/helpers/script.ts";
import { DEFAULTS, EnvironmentInvalid, readEnvironment } from "../src/environment.ts";
import { startRelayer } from "../src/start.ts";
import { environmentOf, openWorld, RELAYER } from "./helpers/world.ts";

// the environment that a relayer starts with
// - what is not set has a default, what is wrong is named with what was expected
// - the key comes from a variable or from a file, and is never shown
// - a relayer does not start for another chain or programme

const CORE = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
const KEY = hashOf("key");
const GOOD = {
  UPLINE_CHAIN_ID: "31337",
  UPLINE_RPC_URL: "http://127.0.0.1:8545",
  UPLINE_CORE: CORE.toLowerCase(),
  UPLINE_RELAYER_KEY: KEY,
};

describe("environment of the relayer", () => {
  it("has defaults", () => {
    const { limits, ...rest } = readEnvironment(GOOD);
    expect(rest).to.deep.equal({
      chainId: 31_337n,
      rpcUrl: GOOD.UPLINE_RPC_URL,
      core: CORE,
      payments: undefined,
      key: KEY,
      host: "127.0.0.1",
      port: 8600,
      origins: [],
      proxies: 0,
      perMinute: 20,
      stuckAfter: 60,
      confirmations: 12,
      stateFile: undefined,
    });
    expect(limits).to.deep.equal({ feePerGas: DEFAULTS.feePerGas, gas: DEFAULTS.gas, daily: DEFAULTS.daily });
  });

  it("takes what is set", () => {
    const read = readEnvironment({
      ...GOOD,
      UPLINE_PAYMENTS: CORE,
      UPLINE_ORIGINS: "https://shop.example, http://localhost:5173",
      UPLINE_DAILY_LIMIT: "7",
      UPLINE_MAX_GAS: "300000",
      UPLINE_PORT: "0",
    });
    expect(read).to.deep.include({
      payments: CORE,
      port: 0,
      origins: ["https://shop.example", "http://localhost:5173"],
    });
    expect(read.limits).to.deep.include({ daily: 7n, gas: 300_000n });
  });

  for (const [name, value, expected] of [
    ["UPLINE_CHAIN_ID", "", "a whole number from 1"],
    ["UPLINE_CHAIN_ID", "0", "a whole number from 1"],
    ["UPLINE_RPC_URL", "localhost:8545", "the address of an endpoint"],
    ["UPLINE_RPC_URL", "ftp://node", "the address of an endpoint"],
    ["UPLINE_CORE", "0x5fbDB2315678afecb367f032d93F642f64180aa3", "the address of a core"],
    ["UPLINE_CORE", CORE.slice(2), "the address of a core"],
    ["UPLINE_PAYMENTS", "payments", "the address of the core's contract for payments"],
    ["UPLINE_PORT", "65536", "from 0 to 65535"],
    ["UPLINE_ORIGINS", "https://shop.example/", "origins such as"],
    ["UPLINE_PROXIES", "-1", "from 0 to 10"],
    ["UPLINE_REQUESTS_PER_MINUTE", "0", "from 1 to"],
    ["UPLINE_MAX_FEE_PER_GAS", "1.5", "a whole number from 1"],
    ["UPLINE_MAX_GAS", "20999", "from 21000"],
    ["UPLINE_DAILY_LIMIT", "1e18", "a whole number"],
    ["UPLINE_STUCK_AFTER", "0", "from 1"],
    ["UPLINE_CONFIRMATIONS", "0", "from 1"],
    ["UPLINE_RELAYER_KEY_FILE", "key.txt", "nothing, since UPLINE_RELAYER_KEY is set as well"],
  ] as const) {
    it(`refuses ${name} = "${value}"`, () => {
      expect(() => readEnvironment({ ...GOOD, [name]: value }))
        .to.throw(EnvironmentInvalid, name)
        .with.property("message")
        .that.contains(expected);
    });
  }

  it("refuses a missing variable", () => {
    for (const name of ["UPLINE_CHAIN_ID", "UPLINE_RPC_URL", "UPLINE_CORE", "UPLINE_RELAYER_KEY"]) {
      expect(() => readEnvironment({ ...GOOD, [name]: undefined })).to.throw(EnvironmentInvalid, `${name} is not set`);
    }
  });

  it("reads the key from a file, and shows no key that is wrong", () => {
    const folder = mkdtempSync(join(tmpdir(), "upline-key-"));
    const file = join(folder, "key");
    const { UPLINE_RELAYER_KEY: _, ...rest } = GOOD;
    try {
      writeFileSync(file, `${KEY}\n`);
      expect(readEnvironment({ ...rest, UPLINE_RELAYER_KEY_FILE: file }).key).to.equal(KEY);
      writeFileSync(file, `${KEY}00`);
      for (const wrong of [{ UPLINE_RELAYER_KEY_FILE: file }, { UPLINE_RELAYER_KEY: KEY.slice(2) }]) {
        expect(() => readEnvironment({ ...rest, ...wrong }))
          .to.throw(EnvironmentInvalid, "a private key")
          .with.property("message")
          .that.does.not.contain(KEY.slice(2, 20));
      }
      const missing = { UPLINE_RELAYER_KEY_FILE: join(folder, "other") };
      expect(() => readEnvironment({ ...rest, ...missing })).to.throw(EnvironmentInvalid, "ENOENT");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("starts for the chain and the programme that it was told of, and no other", async () => {
    const world = await openWorld();
    const thrown = async (changes: Readonly<Record<string, string>>) => {
      try {
        const { close } = await startRelayer(environmentOf(world, changes), () => {});
        await close();
        return "nothing";
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(await thrown({ UPLINE_CHAIN_ID: "1" })).to.equal("the chain id of the endpoint is 31337, expected 1");
    const other = await world.ethers.deployContract("Payments", [await otherCore(), world.ethers.ZeroAddress]);
    expect(await thrown({ UPLINE_PAYMENTS: await other.getAddress() })).to.contain(`expected ${world.address}`);
    expect(await thrown({})).to.equal("nothing");

    /** Another programme over the same chain, of which only the settings are asked. */
    async function otherCore(): Promise<string> {
      const { deployBare } = await import("../../../test/helpers/core.ts");
      return (await deployBare(world.connection)).scope.address;
    }
  });

  it("runs as a program: says what is wrong, else where it listens, and ends with SIGTERM", async () => {
    const world = await openWorld();
    const variables = {
      UPLINE_CHAIN_ID: "31337",
      UPLINE_RPC_URL: world.url,
      UPLINE_CORE: world.address,
      UPLINE_RELAYER_KEY: RELAYER.privateKey,
      UPLINE_PORT: "0",
    };
    const run = (changes: Readonly<Record<string, string>>) =>
      start("env", [
        ...Object.entries({ ...variables, ...changes }).map(([name, value]) => `${name}=${value}`),
        process.execPath,
        "--import",
        "tsx",
        "apps/relayer/src/main.ts",
      ]);
    const wrong = await run({ UPLINE_CORE: "core" }).ended;
    expect([wrong.code, wrong.stderr]).to.deep.equal([2, 'UPLINE_CORE is "core", expected the address of a core.\n']);

    const running = run({});
    while (!running.written().stdout.includes("started")) await new Promise((resolve) => setTimeout(resolve, 20));
    const { url } = JSON.parse(running.written().stdout) as { url: string };
    expect((await fetch(`${url}/health`)).status).to.equal(200);
    running.child.kill("SIGTERM");
    const { code, stdout, stderr } = await running.ended;
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(stdout).to.contain("stopped").and.not.contain(RELAYER.privateKey.slice(2));
  });
});
