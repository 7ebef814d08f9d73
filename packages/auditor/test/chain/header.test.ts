import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { FieldMalformed } from "../../src/chain/field-malformed.ts";
import { HEADER_FIELDS, proveHeader, readHeader } from "../../src/chain/header.ts";
import { FakeChain, someAccount } from "../helpers/fake-chain.ts";

/** Ethereum's first block. */
const GENESIS = {
  hash: "0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3",
  header: {
    parentHash: ZeroHash,
    sha3Uncles: "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",
    miner: ZeroAddress,
    stateRoot: "0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544",
    transactionsRoot: "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",
    receiptsRoot: "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",
    logsBloom: `0x${"00".repeat(256)}`,
    difficulty: "0x400000000",
    number: "0x0",
    gasLimit: "0x1388",
    gasUsed: "0x0",
    timestamp: "0x0",
    extraData: "0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa",
    mixHash: ZeroHash,
    nonce: "0x0000000000000042",
  },
};

describe("readHeader", () => {
  it("hashes Ethereum's first block", () => {
    expect(readHeader(GENESIS.header)).to.deep.equal({
      hash: GENESIS.hash,
      number: 0n,
      timestamp: 0n,
      stateRoot: GENESIS.header.stateRoot,
      parentHash: ZeroHash,
    });
  });

  it("takes numbers with leading zeros, as some endpoints write them", () => {
    expect(readHeader({ ...GENESIS.header, gasLimit: "0x001388", number: "0x00" }).hash).to.equal(GENESIS.hash);
  });

  it("hashes every field that it has", async () => {
    const { rawHeader, block } = await FakeChain.of([someAccount(1)]);
    const whole = {
      ...rawHeader,
      withdrawalsRoot: ZeroHash,
      blobGasUsed: "0x0",
      excessBlobGas: "0x0",
      parentBeaconBlockRoot: ZeroHash,
      requestsHash: ZeroHash,
      blockAccessListHash: ZeroHash,
      slotNumber: "0x1",
    };
    const hashes = new Set([block]);
    for (const name of HEADER_FIELDS) {
      const value = String(whole[name as keyof typeof whole]);
      const other = `${value.slice(0, -1)}${value.endsWith("1") ? "2" : "1"}`;
      hashes.add(readHeader({ ...whole, [name]: name === "extraData" ? "0x01" : other }).hash);
    }
    expect(hashes.size).to.equal(HEADER_FIELDS.length + 1);
  });

  it("leaves out what no hash covers", () => {
    const more = { ...GENESIS.header, size: "0x21c", totalDifficulty: "0x400000000", baseFeePerGas: null };
    expect(readHeader(more).hash).to.equal(GENESIS.hash);
  });

  it("refuses a header that lacks a field, or has one of another form", () => {
    const { stateRoot: _, ...without } = GENESIS.header;
    const bad = [
      without,
      {},
      { ...GENESIS.header, stateRoot: "0x00" },
      { ...GENESIS.header, number: 7 },
      { ...GENESIS.header, number: "0x" },
      { ...GENESIS.header, number: `0x${"f".repeat(65)}` },
      { ...GENESIS.header, extraData: "0x0" },
      { ...GENESIS.header, gasUsed: {} },
    ];
    for (const header of bad) {
      expect(() => readHeader(header), JSON.stringify(header))
        .to.throw()
        .with.property("code", "answer-malformed");
    }
  });
});

describe("what is said of a malformed answer", () => {
  it("is cut, and never fails over lists in lists", () => {
    const deep: unknown = JSON.parse("[".repeat(200_000) + "]".repeat(200_000));
    expect(new FieldMalformed("the block", "object", deep).message).to.equal("the block is not an object");
    expect(new FieldMalformed("the block", "object", "x".repeat(500)).values["found"]).to.have.length(81);
  });
});

describe("proveHeader", () => {
  it("takes the trusted hash in any case, and nothing else", () => {
    const upper = `0x${GENESIS.hash.slice(2).toUpperCase()}`;
    expect(proveHeader(upper, GENESIS.header).hash).to.equal(GENESIS.hash);
    expect(() => proveHeader(ZeroHash, GENESIS.header))
      .to.throw()
      .with.property("code", "header-hash-differs");
  });
});
