import { expect } from "chai";
import { AbiCoder } from "ethers";
import { network } from "hardhat";
import type { TokenProbe } from "../../../packages/protocol/src/contracts/periphery/TokenProbe.ts";
import type { Connection } from "../../helpers/programme.ts";

const AMOUNT = 1_000n;
const YES = AbiCoder.defaultAbiCoder().encode(["bool"], [true]);
const NO = AbiCoder.defaultAbiCoder().encode(["bool"], [false]);

describe("TokenProbe", () => {
  let connection: Connection;
  let probe: TokenProbe;
  let other: string;

  before(async () => {
    connection = await network.create();
    probe = await connection.ethers.deployContract("TokenProbe");
    other = await (await connection.ethers.deployContract("TokenProbe")).getAddress();
  });

  interface Mintable {
    mint(to: TokenProbe, amount: bigint): Promise<unknown>;
    getAddress(): Promise<string>;
  }

  /** Lets the probe try a token of which it has enough. */
  async function tried(token: Mintable) {
    await token.mint(probe, 10n * AMOUNT);
    const { pushed, pulled } = await probe.probe.staticCall(await token.getAddress(), other, AMOUNT);
    return [pushed, pulled].map(({ succeeded, answer, sent, received }) => ({ succeeded, answer, sent, received }));
  }

  const exact = { succeeded: true, answer: YES, sent: AMOUNT, received: AMOUNT };

  it("pushes and pulls exactly what it is to, and says what was answered", async () => {
    const token = await connection.ethers.deployContract("MockToken", ["Dollar", "USD", 6]);
    expect(await tried(token)).to.deep.equal([exact, exact]);
    await probe.probe(await token.getAddress(), other, AMOUNT);
    expect(await token.balanceOf(other)).to.equal(2n * AMOUNT);
  });

  it("says how much less arrives of a token with a fee", async () => {
    const token = await connection.ethers.deployContract("FeeOnTransferToken", [100]);
    const less = { ...exact, received: 990n };
    expect(await tried(token)).to.deep.equal([less, less]);
  });

  it("says that nothing moved where a token answers false or lies", async () => {
    const refuser = await connection.ethers.deployContract("FalseReturnToken");
    await refuser.setFailing(true);
    const nothing = { succeeded: true, answer: NO, sent: 0n, received: 0n };
    expect(await tried(refuser)).to.deep.equal([nothing, nothing]);
    const liar = await connection.ethers.deployContract("LiarToken");
    await liar.setLying(true);
    expect(await tried(liar)).to.deep.equal([
      { ...nothing, answer: YES },
      { ...nothing, answer: YES },
    ]);
  });

  it("says what a refusal was, of a transfer or of an approval", async () => {
    const token = await connection.ethers.deployContract("RefusingToken");
    await token.setRefused(other, true);
    const answer = token.interface.encodeErrorResult("RefusingTokenRecipientRefused", [other]);
    const refused = { succeeded: false, answer, sent: 0n, received: 0n };
    expect(await tried(token)).to.deep.equal([refused, refused]);

    const [issuer] = await connection.ethers.getSigners();
    const barring = await connection.ethers.deployContract("TestStablecoin", [issuer!.address]);
    await barring.mint(probe, AMOUNT);
    await barring.pause();
    const paused = { ...refused, answer: barring.interface.encodeErrorResult("EnforcedPause") };
    const { pushed, pulled } = await probe.probe.staticCall(await barring.getAddress(), other, AMOUNT);
    expect([pushed.answer, pulled.answer]).to.deep.equal([paused.answer, paused.answer]);
    expect([pushed.succeeded, pulled.succeeded]).to.deep.equal([false, false]);
  });

  it("takes tokens that answer nothing", async () => {
    const token = await connection.ethers.deployContract("NoReturnToken");
    const silent = { ...exact, answer: "0x" };
    expect(await tried(token)).to.deep.equal([silent, silent]);
  });
});
