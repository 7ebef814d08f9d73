import { expect } from "chai";
import { parseConfig } from "../../src/config/page-config.ts";
import { switchNetwork } from "../../src/wallet/network.ts";

const ADDRESS = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const config = parseConfig({
  chainId: 10,
  chainName: "Some chain",
  rpcUrls: ["https://one.example"],
  core: ADDRESS,
  lens: ADDRESS,
  firstBlock: 0,
  explorerUrl: "https://look.example",
});

const parameters = {
  chainId: "0xa",
  chainName: "Some chain",
  rpcUrls: ["https://one.example"],
  nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
  blockExplorerUrls: ["https://look.example"],
};

/** A wallet that refuses the first request with an error. */
function refusing(error?: unknown) {
  const asked: { method: string; params?: unknown }[] = [];
  let left = error;
  const provider = {
    async request(request: { method: string; params?: unknown }) {
      asked.push(request);
      if (left === undefined) return null;
      const thrown = left;
      left = undefined;
      throw thrown;
    },
  };
  return { asked, provider };
}

const change = { method: "wallet_switchEthereumChain", params: [{ chainId: "0xa" }] };

describe("change of the network", () => {
  it("is asked of the wallet", async () => {
    const { asked, provider } = refusing();
    await switchNetwork(provider, config);
    expect(asked).to.deep.equal([change]);
  });

  it("adds the chain where the wallet does not know it", async () => {
    for (const unknown of [{ code: 4902 }, { code: -32_603, data: { originalError: { code: 4902 } } }]) {
      const { asked, provider } = refusing(unknown);
      await switchNetwork(provider, config);
      expect(asked).to.deep.equal([change, { method: "wallet_addEthereumChain", params: [parameters] }, change]);
    }
  });

  it("is not tried again where it was declined", async () => {
    const declined = Object.assign(new Error("no"), { code: 4001 });
    const { asked, provider } = refusing(declined);
    expect(await switchNetwork(provider, config).catch((error: unknown) => error)).to.equal(declined);
    expect(asked).to.have.lengthOf(1);
  });
});
