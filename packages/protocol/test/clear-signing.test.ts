import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { getAddress, TypedDataEncoder } from "ethers";
import * as protocol from "../src/index.ts";
import {
  type ClearSigningDescriptor,
  clearSigningDescriptors,
  PERMIT2_TYPES,
  type TypedDataTypes,
} from "../src/index.ts";

const FOLDER = "packages/protocol/clear-signing";
const BINDING = {
  core: getAddress(`0x${"c0".repeat(20)}`),
  chainId: 8453n,
  token: getAddress(`0x${"70".repeat(20)}`),
  permit2: "0x000000000022D473030F116dDEE9F6B43aC78BA3",
};

/** Runs the tool as a program of its own. */
const run = (...args: string[]) =>
  spawnSync(process.execPath, ["tools/clear-signing.ts", ...args], { encoding: "utf8" });

/** The path of every value in a struct, as a descriptor names it. */
function pathsOf(types: TypedDataTypes, struct: string, prefix = ""): string[] {
  return types[struct]!.flatMap(({ name, type }) => {
    const inner = type.replace("[]", "");
    const path = prefix + name;
    return inner in types ? pathsOf(types, inner, `${path}${type === inner ? "" : ".[]"}.`) : [path];
  });
}

/** The structs that the package signs: each has `…_TYPES`. Those of the token are its issuer's to describe. */
function signed(): [struct: string, types: TypedDataTypes][] {
  return Object.entries(protocol)
    .filter(([name]) => name.endsWith("_TYPES"))
    .filter(([name]) => !["AUTHORIZATION_TYPES", "PERMIT_TYPES", "PURCHASE_TYPES"].includes(name))
    .map(([, types]) => types as TypedDataTypes)
    .map((types) => [types === PERMIT2_TYPES ? "PermitWitnessTransferFrom" : Object.keys(types)[0]!, types]);
}

const formatsOf = (descriptors: Readonly<Record<string, ClearSigningDescriptor>>) =>
  Object.assign({}, ...Object.values(descriptors).map(({ display }) => display.formats)) as Record<
    string,
    ClearSigningDescriptor["display"]["formats"][string]
  >;

describe("clear signing", () => {
  it("[PAYSIG-12] describes every value of every struct that people sign, and nothing else", () => {
    const formats = formatsOf(clearSigningDescriptors());
    const expected = new Map(
      signed().map(([struct, types]) => [TypedDataEncoder.from(types).encodeType(struct), pathsOf(types, struct)]),
    );
    expect(expected.size).to.equal(9);
    expect(Object.keys(formats).toSorted()).to.deep.equal([...expected.keys()].toSorted());
    for (const [type, { fields }] of Object.entries(formats)) {
      expect(
        fields.map(({ path }) => path),
        type,
      ).to.deep.equal(expected.get(type));
    }
  });

  it("[PAYSIG-12] says in plain words what each is", () => {
    for (const { intent, fields } of Object.values(formatsOf(clearSigningDescriptors()))) {
      expect(intent).to.match(/^[A-Z][a-z' ]+$/);
      for (const { label } of fields) expect(label).to.match(/^[A-Z][\w', ()]+(: anybody\)|is 0\))?$/);
    }
  });

  it("[PAYSIG-12] has the shape that is published", () => {
    for (const [file, descriptor] of Object.entries(clearSigningDescriptors(BINDING))) {
      expect(Object.keys(descriptor), file).to.deep.equal(["$schema", "context", "metadata", "display"]);
      expect(descriptor.$schema).to.equal("https://eips.ethereum.org/assets/eip-7730/erc7730-v2.schema.json");
      expect(Object.keys(descriptor.context)).to.deep.equal(["eip712"]);
      expect(descriptor.metadata).to.have.all.keys("owner", "contractName", "constants");
      for (const { fields } of Object.values(descriptor.display.formats)) {
        for (const { format, params } of fields) {
          const needed = { addressName: [""], raw: [""], date: ["encoding"], tokenAmount: ["token", "tokenPath"] };
          expect(Object.keys(params ?? { "": "" }), format).to.have.length(1);
          expect(Object.keys(params ?? { "": "" })[0], format).to.be.oneOf(needed[format]);
        }
      }
    }
  });

  it("[PAYSIG-12] is of the domains that are signed, and bound to a programme where it is told one", () => {
    const contexts = (binding?: typeof BINDING) =>
      Object.values(clearSigningDescriptors(binding)).map(({ context }) => context.eip712);
    expect(contexts()).to.deep.equal([{ domain: { name: "Upline", version: "1" } }, { domain: { name: "Permit2" } }]);
    expect(contexts(BINDING).map(({ deployments }) => deployments)).to.deep.equal([
      [{ chainId: 8453, address: BINDING.core }],
      [{ chainId: 8453, address: BINDING.permit2 }],
    ]);
  });

  it("[PAYSIG-12] shows amounts in the token where it is known", () => {
    const amountsIn = (binding?: typeof BINDING) =>
      Object.values(formatsOf(clearSigningDescriptors(binding)))
        .flatMap(({ fields }) => fields)
        .filter(({ format }) => format === "tokenAmount")
        .map(({ path, params }) => [path, params]);
    const purchase = ["permitted.amount", "witness.maxTotal", "witness.offers.[].offer.unitPrice"];
    const own = purchase.map((path) => [path, { tokenPath: "permitted.token" }]);
    expect(amountsIn()).to.deep.equal(own);
    const named = ["atLeast", "refund", "unitPrice"].map((path) => [path, { token: "$.metadata.constants.token" }]);
    expect(amountsIn(BINDING)).to.deep.equal([...named, ...own]);
    expect(clearSigningDescriptors(BINDING)["eip712-upline.json"]!.metadata.constants).to.deep.equal({
      token: BINDING.token,
    });
  });

  describe("its files", () => {
    it("[PAYSIG-12] are what the typed data gives", () => {
      const descriptors = clearSigningDescriptors();
      expect(readdirSync(FOLDER).toSorted()).to.deep.equal(Object.keys(descriptors).toSorted());
      for (const [name, descriptor] of Object.entries(descriptors)) {
        expect(JSON.parse(readFileSync(join(FOLDER, name), "utf8")), name).to.deep.equal(descriptor);
      }
      expect(run("--check").status).to.equal(0);
    });

    it("[PAYSIG-12] are told stale by the tool, and written anew", () => {
      const folder = mkdtempSync(join(tmpdir(), "upline-clear-signing-"));
      try {
        expect(run("--check", "--folder", folder).status).to.equal(1);
        cpSync(FOLDER, folder, { recursive: true });
        expect(run("--check", "--folder", folder).status).to.equal(0);
        const file = join(folder, "eip712-upline.json");
        const before = readFileSync(file, "utf8");
        writeFileSync(file, before.replace("Your sponsor", "Nobody"));
        const stale = run("--check", "--folder", folder);
        expect(stale.status).to.equal(1);
        expect(stale.stderr).to.include("eip712-upline.json: not what the typed data gives");
        expect(run("--folder", folder).status).to.equal(0);
        expect(readFileSync(file, "utf8")).to.equal(before);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it("[PAYSIG-12] are written for one programme", () => {
      const folder = mkdtempSync(join(tmpdir(), "upline-clear-signing-"));
      try {
        const { core, chainId, token, permit2 } = BINDING;
        const args = ["--core", core, "--chain", `${chainId}`, "--token", token, "--permit2", permit2];
        expect(run("--folder", folder, ...args).status).to.equal(0);
        for (const [name, descriptor] of Object.entries(clearSigningDescriptors(BINDING))) {
          expect(JSON.parse(readFileSync(join(folder, name), "utf8"))).to.deep.equal(descriptor);
        }
        expect(run("--folder", folder, "--core", core).status).to.not.equal(0);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });
});
