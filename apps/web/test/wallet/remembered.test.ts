import { expect } from "chai";
import { remember, remembered } from "../../src/wallet/remembered.ts";

function storeOf() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe("remembered wallet", () => {
  it("is kept, and forgotten", () => {
    const store = storeOf();
    expect(remembered(store)).to.equal(undefined);
    remember({ rdns: "a.b", account: "0x1" }, store);
    expect(remembered(store)).to.deep.equal({ rdns: "a.b", account: "0x1" });
    remember({ rdns: "a.b" }, store);
    expect(remembered(store)).to.deep.equal({ rdns: "a.b" });
    remember(undefined, store);
    expect(remembered(store)).to.equal(undefined);
  });

  it("is none where something else was kept", () => {
    const store = storeOf();
    for (const text of ["{", "7", "null", '"a"', "{}", '{"rdns":7}']) {
      store.kept.set("upline.wallet", text);
      expect(remembered(store)).to.equal(undefined);
    }
  });

  it("is none where the browser keeps nothing", () => {
    const refuse = () => {
      throw new Error("denied");
    };
    const store = { getItem: refuse, setItem: refuse, removeItem: refuse };
    expect(remembered(store)).to.equal(undefined);
    expect(() => remember({ rdns: "a.b" }, store)).not.to.throw();
  });
});
