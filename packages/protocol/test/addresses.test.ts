import { expect } from "chai";
import { getAddress, toBeHex } from "ethers";
import UplineModule from "../../../deploy/modules/Upline.ts";
import UplineLocalModule from "../../../deploy/modules/UplineLocal.ts";
import { DEPLOYMENTS, DeploymentInvalid, deploymentFromIgnition, deploymentsOn } from "../src/index.ts";

const addressAt = (place: number) => getAddress(toBeHex(0xabc000 + place, 20));

/** What Ignition records of a module: an address for each contract, by the name of its future. */
function recordOf(module: { readonly futures: ReadonlySet<{ readonly id: string; readonly type: string }> }) {
  const deployed = [...module.futures].filter(({ type }) => type.endsWith("DEPLOYMENT"));
  return Object.fromEntries(deployed.map(({ id }, place) => [id, addressAt(place)]));
}

describe("deployments", () => {
  it("are read from what Ignition records of a local programme", () => {
    const record = recordOf(UplineLocalModule);
    expect(deploymentFromIgnition(record, { chainId: 31_337n, block: 12 })).to.deep.equal({
      chainId: 31_337n,
      core: record["UplineLocal#Upline"],
      modules: {
        network: record["UplineLocal#Network"],
        ownership: record["UplineLocal#Ownership"],
        catalogue: record["UplineLocal#Catalogue"],
        planBook: record["UplineLocal#PlanBook"],
        quotes: record["UplineLocal#Quotes"],
        offers: record["UplineLocal#Offers"],
        pointOfSale: record["UplineLocal#PointOfSale"],
        returnDesk: record["UplineLocal#Returns"],
        payouts: record["UplineLocal#Payouts"],
      },
      token: record["UplineLocal#TestStablecoin"],
      timelock: record["UplineLocal#Timelock"],
      block: 12,
    });
  });

  it("take the token from elsewhere where it existed before", () => {
    const token = addressAt(99);
    const context = { chainId: 1n, block: 1, token: token.toLowerCase() };
    expect(deploymentFromIgnition(recordOf(UplineModule), context).token).to.equal(token);
    expect(() => deploymentFromIgnition(recordOf(UplineModule), { chainId: 1n, block: 1 })).to.throw(
      DeploymentInvalid,
      "*#TestStablecoin is missing, expected an address",
    );
  });

  it("are refused if a contract is missing or is no address", () => {
    const record = recordOf(UplineLocalModule);
    const context = { chainId: 31_337n, block: 0 };
    for (const id of Object.keys(record)) {
      const { [id]: _, ...rest } = record;
      expect(() => deploymentFromIgnition(rest, context), id).to.throw(
        DeploymentInvalid,
        `#${id.split("#")[1]} is missing`,
      );
      const broken = { ...record, [id]: "0x1234" };
      expect(() => deploymentFromIgnition(broken, context)).to.throw(DeploymentInvalid, `${id} is "0x1234"`);
    }
    for (const nothing of [null, undefined, "text"]) {
      expect(() => deploymentFromIgnition(nothing, context)).to.throw(DeploymentInvalid, "the record is");
    }
  });

  it("are known by chain", () => {
    expect(deploymentsOn(31_337n)).to.deep.equal([]);
    for (const [chainId, deployments] of DEPLOYMENTS) {
      expect(deploymentsOn(chainId)).to.equal(deployments);
      for (const deployment of deployments) expect(deployment.chainId).to.equal(chainId);
    }
  });
});
