import { EventEmitter } from "node:events";
import { expect } from "chai";
import type { AnnouncedWallet } from "../../src/wallet/eip1193.ts";
import { followSession, openSession, type Session, type SessionChange } from "../../src/wallet/session.ts";

const A = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const B = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const info = { uuid: "u", name: "n", icon: "", rdns: "r" };

class FakeProvider extends EventEmitter {
  readonly asked: string[] = [];
  accounts: unknown = [A.toLowerCase(), B.toLowerCase()];
  chainId: unknown = "0xa";

  async request({ method }: { method: string }): Promise<unknown> {
    this.asked.push(method);
    return method === "eth_chainId" ? this.chainId : this.accounts;
  }
}

describe("session with a wallet", () => {
  let provider: FakeProvider;
  let wallet: AnnouncedWallet;

  beforeEach(() => {
    provider = new FakeProvider();
    wallet = { info, provider };
  });

  it("asks for the accounts, or quietly whether there are any", async () => {
    expect(await openSession(wallet, false)).to.deep.equal({ info, provider, account: A, chainId: 10n });
    await openSession(wallet, true);
    expect(provider.asked).to.deep.equal(["eth_requestAccounts", "eth_chainId", "eth_accounts", "eth_chainId"]);
  });

  it("takes the wished account in whatever form, else the first", async () => {
    expect((await openSession(wallet, false, B.toLowerCase()))?.account).to.equal(B);
    expect((await openSession(wallet, false, B))?.account).to.equal(B);
    expect((await openSession(wallet, false, `0x${"11".repeat(20)}`))?.account).to.equal(A);
  });

  it("is none where the wallet gives no account", async () => {
    for (const accounts of [[], null, "0x12"]) {
      provider.accounts = accounts;
      expect(await openSession(wallet, true)).to.equal(undefined);
    }
  });

  it("understands a chain's number in every form, and no other", async () => {
    const read = async (chainId: unknown) => {
      provider.chainId = chainId;
      return (await openSession(wallet, true))?.chainId;
    };
    expect([await read("0x7A69"), await read("31337"), await read(31_337)]).to.deep.equal([31_337n, 31_337n, 31_337n]);
    expect([await read(null), await read("eth"), await read(1.5)]).to.deep.equal([undefined, undefined, undefined]);
  });

  it("tells changes of account and chain, until it is ended", async () => {
    const session = (await openSession(wallet, true)) as Session;
    const changes: SessionChange[] = [];
    const end = followSession(session, (change) => changes.push(change));
    provider.emit("accountsChanged", [B.toLowerCase()]);
    provider.emit("chainChanged", "0x1");
    provider.emit("accountsChanged", []);
    provider.emit("disconnect", {});
    end();
    provider.emit("chainChanged", "0x2");
    expect(changes).to.deep.equal([{ account: B }, { chainId: 1n }, { account: undefined }, { account: undefined }]);
  });
});
