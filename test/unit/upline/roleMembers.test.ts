import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { openStage, ROLES, type Stage } from "../../helpers/stage.ts";

/** The ERC-165 id of an interface: its functions' selectors, exclusive or. */
function interfaceId(signatures: readonly string[]): string {
  const sum = signatures.reduce((bits, signature) => bits ^ BigInt(id(signature).slice(0, 10)), 0n);
  return `0x${sum.toString(16).padStart(8, "0")}`;
}

describe("Upline's views of roles", () => {
  let stage: Stage;
  let core: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
  });

  it("names each role by the hash of its name, the admin's by zero", async () => {
    for (const name of ROLES) expect(await core[name]()).to.equal(id(name));
    expect(await core.DEFAULT_ADMIN_ROLE()).to.equal(ZeroHash);
  });

  it("[ROLE-2] has the admin role as the admin of every role", async () => {
    for (const name of [...ROLES, "DEFAULT_ADMIN_ROLE"] as const) {
      expect(await core.getRoleAdmin(await core[name]()), name).to.equal(ZeroHash);
    }
  });

  it("[ROLE-2] lists who has a role, through grants and revocations", async () => {
    const { admin, operator, stranger, newcomer } = stage;
    const role = await core.CATALOGUE_ROLE();
    const members = async () => {
      const count = await core.getRoleMemberCount(role);
      const list = await core.getRoleMembers(role);
      expect(list.length).to.equal(Number(count));
      for (const [i, member] of list.entries()) expect(await core.getRoleMember(role, i)).to.equal(member);
      return list;
    };
    expect(await members()).to.deep.equal([operator.address]);
    await core.connect(admin).grantRole(role, stranger.address);
    await core.connect(admin).grantRole(role, newcomer.address);
    expect(await members()).to.deep.equal([operator.address, stranger.address, newcomer.address]);
    await core.connect(admin).revokeRole(role, operator.address);
    expect(await members()).to.have.members([stranger.address, newcomer.address]);
    await core.connect(stranger).renounceRole(role, stranger.address);
    expect(await members()).to.deep.equal([newcomer.address]);
    await expect(core.getRoleMember(role, 1)).to.be.revertedWithPanic(0x32);
  });

  it("says that it has roles to list (ERC-165)", async () => {
    const control = [
      "hasRole(bytes32,address)",
      "getRoleAdmin(bytes32)",
      "grantRole(bytes32,address)",
      "revokeRole(bytes32,address)",
      "renounceRole(bytes32,address)",
    ];
    const enumerable = ["getRoleMember(bytes32,uint256)", "getRoleMemberCount(bytes32)"];
    expect(await core.supportsInterface(interfaceId(["supportsInterface(bytes4)"]))).to.equal(true);
    expect(await core.supportsInterface(interfaceId(control))).to.equal(true);
    expect(await core.supportsInterface(interfaceId(enumerable))).to.equal(true);
    expect(await core.supportsInterface("0xffffffff")).to.equal(false);
  });
});
