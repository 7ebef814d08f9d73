import { expect } from "chai";
import { Wallet, ZeroHash } from "ethers";
import { DAY } from "../../../../test/helpers/programme.ts";
import { type Person, signBinding } from "../../src/index.ts";
import { FOREVER, imported, type LegacyShop, openLegacyShop } from "../helpers/shop.ts";

describe("UplineClient: people", () => {
  const brought = Wallet.createRandom().address;
  const legacyId = `0x${"1d".repeat(32)}`;
  let shop: LegacyShop;
  let people: ReadonlyMap<bigint, Person>;
  let opened: number;

  // Ids 2 to 4 are imported, 3 and 4 without a wallet; the line has the ids 5 to 8. Then 3 binds a wallet and moves on,
  // 5 moves twice, and the wallet of 6 is recovered.
  before(async () => {
    shop = await openLegacyShop([imported(1n, brought), imported(2n), { ...imported(1n), legacyId: ZeroHash }]);
    const { connect, operator, stranger, spare, line, networkHelpers, address, client } = shop;
    opened = await shop.ethers.provider.getBlockNumber();
    const { voucher, signature } = await connect(operator).wallets.vouch(3n, stranger.address, FOREVER);
    const binding = { wallet: stranger.address, id: 3n, deadline: FOREVER };
    const consent = await signBinding(stranger, address, await client.chainId(), binding);
    await connect(shop.buyer).wallets.bindFor(voucher, signature, FOREVER, consent);

    const [afterStranger, second, third, recovered] = spare;
    for (const [from, to] of [
      [stranger, afterStranger!],
      [line[0], second!],
      [second!, third!],
    ] as const) {
      await connect(from).wallets.propose(to.address);
      await connect(to).wallets.accept(from.address);
    }
    await connect(line[1]).wallets.setGuardian(line[2].address, BigInt(7 * DAY));
    await connect(line[2]).wallets.startRecovery(line[1].address, recovered!.address);
    await networkHelpers.time.increase(7 * DAY);
    await connect(recovered!).wallets.finishRecovery(line[1].address);
    people = await client.people();
  });

  it("are all of the network, by id", async () => {
    expect([...people.keys()]).to.deep.equal([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n]);
    expect([...people.values()].map(({ sponsor }) => sponsor)).to.deep.equal([0n, 1n, 2n, 1n, 1n, 5n, 6n, 7n]);
    expect(await shop.client.people({ step: 3 })).to.deep.equal(people);
  });

  it("have the wallets that the core knows as theirs, present and former", async () => {
    for (const { id, wallet, formerWallets } of people.values()) {
      if (wallet !== undefined) expect(await shop.core.idOf(wallet)).to.deep.equal([id, true]);
      for (const former of formerWallets) expect(await shop.core.idOf(former)).to.deep.equal([id, false]);
    }
    const { stranger, spare, line } = shop;
    const walletsOf = (id: bigint) => [people.get(id)!.wallet, people.get(id)!.formerWallets];
    expect(walletsOf(2n)).to.deep.equal([brought, []]);
    expect(walletsOf(3n)).to.deep.equal([spare[0]!.address, [stranger.address]]);
    expect(walletsOf(4n)).to.deep.equal([undefined, []]);
    expect(walletsOf(5n)).to.deep.equal([spare[2]!.address, [line[0].address, spare[1]!.address]]);
    expect(walletsOf(6n)).to.deep.equal([spare[3]!.address, [line[1].address]]);
    expect(walletsOf(7n)).to.deep.equal([line[2].address, []]);
  });

  it("who was imported has the company's number, and who was bound the issuer", async () => {
    const legacy = [...people.values()].map((person) => person.legacyId);
    expect(legacy).to.deep.equal([undefined, legacyId, legacyId, ZeroHash, ...Array(4).fill(undefined)]);
    const boundBy = [...people.values()].flatMap((person) => person.boundBy ?? []);
    expect(boundBy).to.deep.equal([shop.operator.address]);
    expect(people.get(3n)!.boundBy).to.equal(shop.operator.address);
  });

  it("are told one by one as well, and as an earlier block found them", async () => {
    for (const [id, person] of people) expect(await shop.client.person(id)).to.deep.equal(person);
    expect(await shop.client.person(9n)).to.equal(undefined);
    expect(await shop.client.person(3n, { to: opened })).to.deep.equal({
      ...people.get(3n)!,
      wallet: undefined,
      formerWallets: [],
      boundBy: undefined,
    });
    expect((await shop.client.people({ to: opened })).get(5n)).to.deep.include({ wallet: shop.line[0].address });
    // Moves of who came before the range are no people of it.
    expect(await shop.client.people({ from: opened + 1 })).to.deep.equal(new Map());
  });

  it("were enrolled or imported in the block that is named", async () => {
    for (const { id, block, legacyId } of people.values()) {
      const before = id === 1n ? 0n : await shop.core.lastDistributorId({ blockTag: block - 1 });
      expect(before < id, `before ${id}`).to.equal(true);
      expect((await shop.core.lastDistributorId({ blockTag: block })) >= id, `after ${id}`).to.equal(true);
      expect(legacyId !== undefined).to.equal(id >= 2n && id <= 4n);
    }
    const enrolled = await shop.client.enrolments();
    expect(enrolled.map(({ id }) => id)).to.deep.equal([1n, 5n, 6n, 7n, 8n]);
  });
});
