import { readFileSync } from "node:fs";
import { expect } from "chai";
import { TypedDataEncoder, Wallet } from "ethers";
import { DAY } from "../../../test/helpers/programme.ts";
import {
  ANY_WALLET,
  ENROLMENT_TYPES,
  enrolmentDigest,
  explainError,
  INVITATION_TYPES,
  invitationDigest,
  signEnrolment,
  signInvitation,
  uplineDomain,
} from "../src/index.ts";
import { openShop, type Shop, thrownBy } from "./helpers/shop.ts";

describe("typed data", () => {
  let shop: Shop;
  let chainId: bigint;
  let deadline: bigint;

  before(async () => {
    shop = await openShop();
    chainId = await shop.client.chainId();
    deadline = BigInt((await shop.networkHelpers.time.latest()) + DAY);
  });

  it("has the types that the contracts hash", () => {
    const source = readFileSync("contracts/libraries/Signatures.sol", "utf8");
    const hashed = [...source.matchAll(/keccak256\(\s*"([^"]+)"\s*\)/g)].map(([, type]) => type);
    expect(
      [INVITATION_TYPES, ENROLMENT_TYPES].map((types) =>
        TypedDataEncoder.from(types).encodeType(Object.keys(types)[0]!),
      ),
    ).to.deep.equal(hashed);
  });

  it("has the domain that the core answers", async () => {
    const { name, version, chainId: chain, verifyingContract } = await shop.core.eip712Domain();
    expect(uplineDomain(shop.address, chainId)).to.deep.equal({ name, version, chainId: chain, verifyingContract });
  });

  it("gives the digests that the core asks signatures over", async () => {
    const newcomer = Wallet.createRandom().address;
    const sponsor = shop.line[0].address;
    const invitation = { sponsor, newcomer: ANY_WALLET, deadline };
    const enrolment = { newcomer, sponsor, deadline };
    const ofStranger = await shop.stranger.signMessage("anything");

    const refused = await thrownBy(shop.connect(shop.stranger).enrol(invitation, ofStranger));
    expect(explainError(refused).args).to.deep.equal({
      signer: sponsor,
      digest: invitationDigest(shop.address, chainId, invitation),
    });

    const consentRefused = await thrownBy(
      shop.connect(shop.stranger).enrolFor(invitation, "0x", newcomer, deadline, ofStranger),
    );
    expect(explainError(consentRefused).args).to.deep.equal({
      signer: newcomer,
      digest: enrolmentDigest(shop.address, chainId, enrolment),
    });
  });

  it("signs invitation and enrolment so that anybody can send them", async () => {
    const newcomer = Wallet.createRandom();
    const sponsor = shop.line[1];
    const invitation = { sponsor: sponsor.address, newcomer: newcomer.address, deadline };
    const signature = await signInvitation(sponsor, shop.address, chainId, invitation);
    const enrolment = { newcomer: newcomer.address, sponsor: sponsor.address, deadline };
    const consent = await signEnrolment(newcomer, shop.address, chainId, enrolment);

    await shop.connect(shop.stranger).enrolFor(invitation, signature, newcomer.address, deadline, consent);

    expect((await shop.client.distributor(newcomer.address))?.sponsor).to.equal(3n);
  });
});
