import { expect } from "chai";
import { ZeroHash } from "ethers";
import { EventReader, IUpline__factory, SALE_TOPICS } from "../src/index.ts";

describe("event reader", () => {
  const contract = IUpline__factory.createInterface();
  const reader = new EventReader(contract);

  it("reads what the interface reads, by name and place", () => {
    const log = contract.encodeEventLog(contract.getEvent("RanksSet"), [ZeroHash, [5n, 6n]]);
    const read = reader.read(log);
    const expected = contract.parseLog(log);
    expect(read?.name).to.equal("RanksSet");
    expect(read?.args.toArray(true)).to.deep.equal(expected?.args.toArray(true));
    expect(read?.args["evidence"]).to.equal(ZeroHash);
  });

  it("knows every event of the contract, and no other", () => {
    const names: string[] = [];
    contract.forEachEvent(({ name, topicHash, inputs }) => {
      names.push(name);
      const topics = [topicHash, ...inputs.filter(({ indexed }) => indexed).map(() => ZeroHash)];
      // Words of zeros are the beginning and the length of whatever is not indexed.
      const data = `0x${"00".repeat(32 * 64)}`;
      expect(reader.read({ topics, data })?.name).to.equal(name);
    });
    expect(names.length).to.be.greaterThan(30);
    expect(reader.read({ topics: [ZeroHash], data: "0x" })).to.equal(undefined);
    expect(reader.read({ topics: [], data: "0x" })).to.equal(undefined);
    expect(() => reader.read({ topics: [SALE_TOPICS.placed], data: "0x" })).to.throw();
  });
});
