import { expect } from "chai";
import { fixture } from "../../../../test/helpers/fixture.ts";
import { DAY } from "../../../../test/helpers/programme.ts";
import { explainError } from "../../src/index.ts";
import { DOWNLOAD, openShop, order, type Shop, thrownBy } from "../helpers/shop.ts";

const REASON = `0x${"0a".repeat(32)}`;
const EVIDENCE = `0x${"0b".repeat(32)}`;

describe("UplineClient: holds", () => {
  let shop: Shop;
  const opened = fixture(openShop);

  beforeEach(async () => {
    shop = await opened();
    await shop.connect(shop.buyer).buy(order(5n, DOWNLOAD), { approve: true });
  });

  const now = async () => BigInt(await shop.networkHelpers.time.latest());

  it("stop one distributor's claims until they lapse", async () => {
    const { holds } = shop.connect(shop.operator);
    expect(await shop.client.holds.of(5n)).to.deep.equal({ until: 0n, inForce: false, starts: [] });
    const until = (await now()) + BigInt(10 * DAY);
    await holds.place(5n, until, REASON, EVIDENCE);
    const begun = await now();
    expect(await shop.client.holds.of(5n)).to.deep.equal({ until, inForce: true, starts: [begun] });
    const held = explainError(await thrownBy(shop.connect(shop.line[3]).claim()));
    expect(held).to.deep.include({ name: "DistributorHeld", args: { id: 5n, until } });
    await shop.networkHelpers.time.increaseTo(until);
    expect(await shop.client.holds.of(5n)).to.deep.equal({ until, inForce: false, starts: [begun] });
    await shop.connect(shop.line[3]).claim();
  });

  it("are found with reason and evidence, and with where they were lifted", async () => {
    const { holds } = shop.connect(shop.operator);
    const until = (await now()) + BigInt(DAY);
    await holds.place(5n, until, REASON, EVIDENCE);
    const lifting = await holds.lift(5n);
    const other = await holds.place(4n, until, EVIDENCE, REASON);
    await holds.place(5n, until + 1n, REASON, EVIDENCE);

    const placed = await shop.client.holds.placed();
    const lifted = { block: (await lifting.wait())!.blockNumber, transaction: lifting.hash };
    expect(placed.map(({ block: _b, transaction: _t, ...hold }) => hold)).to.deep.equal([
      { id: 5n, reason: REASON, evidence: EVIDENCE, until, lifted },
      { id: 4n, reason: EVIDENCE, evidence: REASON, until, lifted: undefined },
      { id: 5n, reason: REASON, evidence: EVIDENCE, until: until + 1n, lifted: undefined },
    ]);
    expect(placed[1]).to.deep.include({ block: (await other.wait())!.blockNumber, transaction: other.hash });
    // A hold of an earlier block is none of the range, though it was lifted in it.
    expect(await shop.client.holds.placed({ from: lifted.block, to: lifted.block })).to.deep.equal([]);
  });

  it("are none of the company", async () => {
    expect(explainError(await thrownBy(shop.client.holds.of(1n))).name).to.equal("HoldOfCompany");
  });
});
