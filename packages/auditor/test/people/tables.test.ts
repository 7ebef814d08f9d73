import { expect } from "chai";
import fc from "fast-check";
import { AmountTable } from "../../src/people/amount-table.ts";
import { addressKey, KeyTable, keyAddress } from "../../src/people/key-table.ts";

describe("tables of people", () => {
  it("add amounts exactly, small and large, as a map does", () => {
    const added = fc.tuple(fc.nat(3_000), fc.oneof(fc.bigInt(0n, 2n ** 53n), fc.bigInt(0n, 2n ** 90n)));
    fc.assert(
      fc.property(fc.array(added, { maxLength: 60 }), (additions) => {
        const [table, map] = [new AmountTable(), new Map<number, bigint>()];
        for (const [index, amount] of additions) {
          table.add(index, amount);
          map.set(index, (map.get(index) ?? 0n) + amount);
        }
        for (const [index, sum] of map) expect(table.get(index)).to.equal(sum);
        const [first] = map.keys();
        if (first === undefined) return;
        table.clear(first);
        expect(table.get(first)).to.equal(0n);
        expect(table.get(1_000_000)).to.equal(0n);
      }),
    );
  });

  it("number keys in their order, however many there are", () => {
    const table = new KeyTable(2);
    const key = (number: number) => [number % 7, number];
    for (let number = 0; number < 5_000; number++) expect(table.number(key(number))).to.equal(number);
    expect(table.size).to.equal(5_000);
    expect(table.number(key(17))).to.equal(17);
    expect(table.find(key(4_999))).to.equal(4_999);
    expect(table.find([8, 8])).to.equal(-1);
    expect(table.key(17)).to.deep.equal([3, 17]);
  });

  it("keep an address as it was", () => {
    const address = "0xffffffff00000001deadbeef0000000000000009";
    expect(keyAddress(addressKey(address))).to.equal(address);
    expect(addressKey(address.toUpperCase().replace("0X", "0x"))).to.deep.equal(addressKey(address));
  });
});
