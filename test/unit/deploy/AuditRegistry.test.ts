import { expect } from "chai";
import { network } from "hardhat";
import AuditRegistryModule from "../../../deploy/modules/AuditRegistry.ts";
import { genesisHead } from "../../../packages/protocol/src/index.ts";

describe("Ignition module AuditRegistry", () => {
  it("[AUDREG-4] deploys it, with nothing recorded", async () => {
    const { ignition, ethers } = await network.create();
    const { registry } = await ignition.deploy(AuditRegistryModule);
    const { chainId } = await ethers.provider.getNetwork();
    expect(await registry.getFunction("journalHead")()).to.equal(genesisHead(chainId, await registry.getAddress()));
  });
});
