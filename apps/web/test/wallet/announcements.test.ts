import { expect } from "chai";
import { Announcements } from "../../src/wallet/announcements.ts";

const provider = { request: async () => null };
const info = (name: string) => ({ uuid: `u-${name}`, name, icon: "data:image/png;base64,AA==", rdns: `test.${name}` });

function announce(window: EventTarget, detail: unknown): void {
  window.dispatchEvent(Object.assign(new Event("eip6963:announceProvider"), { detail }));
}

describe("announced wallets", () => {
  let window: EventTarget;
  let wallets: Announcements;

  beforeEach(() => {
    window = new EventTarget();
    wallets = new Announcements(window);
  });

  const names = () => wallets.list().map(({ info: { name } }) => name);

  it("are asked to announce themselves, and are listed as they come", () => {
    const early = new EventTarget();
    early.addEventListener("eip6963:requestProvider", () => announce(early, { info: info("early"), provider }));
    expect(new Announcements(early).list()).to.have.lengthOf(1);
    announce(window, { info: info("a"), provider });
    announce(window, { info: info("b"), provider });
    expect(names()).to.deep.equal(["a", "b"]);
  });

  it("are told to whoever listens, until he ends it", () => {
    let told = 0;
    const end = wallets.subscribe(() => {
      told += 1;
    });
    announce(window, { info: info("a"), provider });
    end();
    announce(window, { info: info("b"), provider });
    expect(told).to.equal(1);
  });

  it("stay the first of their kind where they announce themselves again", () => {
    announce(window, { info: info("a"), provider });
    const [before] = wallets.list();
    announce(window, { info: { ...info("a"), name: "another" }, provider });
    expect(wallets.list()).to.deep.equal([before]);
  });

  it("are left out where they are none", () => {
    for (const detail of [null, "x", {}, { info: null, provider }, { info: info("a"), provider: {} }]) {
      announce(window, detail);
    }
    announce(window, { info: { ...info("a"), rdns: 7 }, provider });
    expect(names()).to.deep.equal([]);
  });

  it("show no picture from elsewhere, and no endless name", () => {
    announce(window, {
      info: { ...info("a"), icon: "https://tracker.example/x.png", name: "n".repeat(500) },
      provider,
    });
    const [wallet] = wallets.list();
    expect(wallet?.info.icon).to.equal("");
    expect(wallet?.info.name).to.have.lengthOf(60);
  });
});
