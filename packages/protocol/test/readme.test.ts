import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";
import UplineLocalModule from "../../../deploy/modules/UplineLocal.ts";
import { OPERATORS } from "../../../deploy/parts/programme.ts";
import { type Connection, DAY, plan } from "../../../test/helpers/programme.ts";
import { openEndpoint } from "./helpers/endpoint.ts";
import { ONE } from "./helpers/shop.ts";

const [, example = ""] = /```js\n([\s\S]*?)```/.exec(readFileSync("packages/protocol/README.md", "utf8")) ?? [];

/** Runs the example as a program of its own, from the repository's root. */
async function run(env: Record<string, string>): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn("tsx", ["--input-type=module", "--eval", example], { env: { ...process.env, ...env } });
  let out = "";
  let err = "";
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    err += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}

describe("README", () => {
  let connection: Connection;
  let endpoint: Awaited<ReturnType<typeof openEndpoint>>;

  before(async () => {
    connection = await network.create();
    endpoint = await openEndpoint(connection);
  });

  after(() => endpoint.close());

  /** A programme as on any local network; returns the core's address. */
  async function deploy(): Promise<string> {
    const { ethers, ignition } = connection;
    const [, treasury, operator] = await ethers.getSigners();
    const holder = operator!.address;
    const parameters = {
      UplineLocal: {
        start: 0,
        periodLength: 30 * DAY,
        notice: DAY,
        decisionTime: DAY,
        rulingTime: DAY,
        cap: 3_500,
        markup: 0,
        openToAll: false,
        treasury: treasury!.address,
        plan: plan() as never,
        planDocument: "{}",
        timelockDelay: DAY,
        proposers: [treasury!.address],
        executors: [ZeroAddress],
        ...Object.fromEntries(Object.values(OPERATORS).map((parameter) => [parameter, holder])),
      },
    };
    const { upline } = await ignition.deploy(UplineLocalModule, { parameters });
    const core = await ethers.getContractAt("Upline", await upline.getAddress());
    const prices = { retail: 20n * ONE, wholesale: 13n * ONE, volume: 10n * ONE };
    const added = await core
      .connect(operator)
      .addProducts([{ ...prices, window: DAY, kind: 0, arbiter: ZeroAddress }], [ZeroHash]);
    await added.wait();
    return core.getAddress();
  }

  it("has an example that runs", async () => {
    const { code, out, err } = await run({ RPC: endpoint.url, CORE: await deploy(), NO_COLOR: "1" });
    expect(err).to.equal("");
    expect(out.trim().split("\n")).to.deep.equal([
      "The buyer pays 40.00 tUSD; its commissionable volume (CV) is 20.00 tUSD.",
      "Level 0, the seller, distributor 2: 16.00 tUSD = retail profit 14.00 tUSD + 2.00 tUSD, which is 10 % of the CV.",
      "Company: 24.00 tUSD, all that is left.",
      "16000000n in escrow",
      "journal complete",
    ]);
    expect(code).to.equal(0);
  });

  it("has an example that explains what goes wrong", async () => {
    const { code, err } = await run({ RPC: endpoint.url, CORE: ZeroAddress });
    expect(err).to.match(/^BAD_DATA: The answer cannot be read: there is probably no such contract/);
    expect(code).to.equal(1);
  });
});
