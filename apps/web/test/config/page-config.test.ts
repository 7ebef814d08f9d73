import { expect } from "chai";
import { ConfigInvalid } from "../../src/config/errors.ts";
import { parseConfig } from "../../src/config/page-config.ts";

const CORE = "0xB7f8BC63BbcaD18155201308C8f3540b07f84F5e";
const LENS = "0x0ed64d01D0B4B655E410EF1441dD677B695639E7";

const least = {
  chainId: 10,
  chainName: "Some chain",
  rpcUrls: ["https://one.example/", "https://two.example/key"],
  core: CORE.toLowerCase(),
  lens: LENS,
  firstBlock: 7,
};

function refusal(changes: object): { field: unknown; expected: unknown } {
  try {
    parseConfig({ ...least, ...changes });
  } catch (error) {
    if (!(error instanceof ConfigInvalid)) throw error;
    expect(error.message).to.include(String(error.values["field"]));
    return { field: error.values["field"], expected: error.values["expected"] };
  }
  throw new Error("it was taken");
}

describe("config.json", () => {
  it("needs chain, endpoints, core, lens and first block", () => {
    expect(parseConfig(least)).to.deep.equal({
      chainId: 10n,
      chainName: "Some chain",
      rpcUrls: ["https://one.example", "https://two.example/key"],
      core: CORE,
      lens: LENS,
      payments: undefined,
      permit2: undefined,
      firstBlock: 7,
      indexerUrl: undefined,
      relayerUrl: undefined,
      explorerUrl: undefined,
      currency: { name: "Ether", symbol: "ETH", decimals: 18 },
      tryAccounts: false,
      pollSeconds: 4,
    });
    for (const field of Object.keys(least)) {
      expect(refusal({ [field]: undefined }).field).to.equal(field);
    }
  });

  it("takes what is optional, and leaves it out where it is empty", () => {
    const currency = { name: "Pol", symbol: "POL", decimals: 18 };
    const config = parseConfig({
      ...least,
      payments: CORE,
      indexerUrl: "http://x.example/a/",
      explorerUrl: "",
      currency,
    });
    expect(config).to.include({ payments: CORE, indexerUrl: "http://x.example/a", explorerUrl: undefined });
    expect(config.currency).to.deep.equal(currency);
  });

  it("says which field is not as expected", () => {
    expect(refusal({ core: "0x12" }).field).to.equal("core");
    expect(refusal({ chainId: "10" })).to.deep.equal({ field: "chainId", expected: "a whole number, at least 1" });
    expect(refusal({ firstBlock: -1 }).field).to.equal("firstBlock");
    expect(refusal({ rpcUrls: [] }).field).to.equal("rpcUrls");
    expect(refusal({ rpcUrls: ["https://one.example", "ftp://two.example"] }).field).to.equal("rpcUrls[1]");
    expect(refusal({ indexerUrl: "javascript:alert(1)" }).field).to.equal("indexerUrl");
    expect(refusal({ explorerUrl: "javascript:alert(1)" }).field).to.equal("explorerUrl");
    expect(refusal({ currency: { name: "Pol" } }).field).to.equal("symbol");
    expect(refusal({ pollSeconds: 0 }).field).to.equal("pollSeconds");
    expect(() => parseConfig([])).to.throw(ConfigInvalid, "an object");
  });

  it("offers a node's accounts on local chains only", () => {
    expect(parseConfig({ ...least, chainId: 31_337, tryAccounts: true }).tryAccounts).to.equal(true);
    expect(refusal({ tryAccounts: true }).field).to.equal("tryAccounts");
    expect(refusal({ tryAccounts: "yes" }).expected).to.equal("true or false");
  });
});
