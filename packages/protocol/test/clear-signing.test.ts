import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { getAddress, TypedDataEncoder } from "ethers";
import * as protocol from "../src/index.ts";
import {
  type ClearSigningBinding,
  type ClearSigningDescriptor,
  clearSigningDescriptors,
  PERMIT2_TYPES,
  type Shown,
  type ShownField,
  type TypedDataTypes,
} from "../src/index.ts";

const FOLDER = "packages/protocol/clear-signing";
const BINDING = {
  core: getAddress(`0x${"c0".repeat(20)}`),
  chainId: 8453n,
  token: getAddress(`0x${"70".repeat(20)}`),
  permit2: "0x000000000022D473030F116dDEE9F6B43aC78BA3",
  payments: getAddress(`0x${"ba".repeat(20)}`),
};

/** Runs the tool as a program of its own. */
const run = (...args: string[]) =>
  spawnSync(process.execPath, ["tools/clear-signing.ts", ...args], { encoding: "utf8" });

/** A path, and of a list of structs the paths within it. */
type Paths = readonly (string | readonly [list: string, within: Paths])[];

/** The path of every value in a struct, as a descriptor names it. */
function pathsOf(types: TypedDataTypes, struct: string, prefix = ""): Paths {
  return types[struct]!.flatMap(({ name, type }): Paths => {
    const inner = type.replace("[]", "");
    const path = prefix + name;
    if (!(inner in types)) return [path];
    return type === inner ? pathsOf(types, inner, `${path}.`) : [[`${path}.[]`, pathsOf(types, inner)]];
  });
}

const shownPaths = (fields: readonly Shown[]): Paths =>
  fields.map((shown) => ("fields" in shown ? [shown.path, shownPaths(shown.fields)] : shown.path));

/** Every single value that is shown, those in groups included. */
const valuesIn = (fields: readonly Shown[]): ShownField[] =>
  fields.flatMap((shown) => ("fields" in shown ? valuesIn(shown.fields) : [shown]));

/** The structs that the package signs: each has `…_TYPES`. A purchase is signed as a part of another. */
function signed(): [struct: string, types: TypedDataTypes][] {
  return Object.entries(protocol)
    .filter(([name]) => name.endsWith("_TYPES") && name !== "PURCHASE_TYPES")
    .map(([, types]) => types as TypedDataTypes)
    .map((types) => [types === PERMIT2_TYPES ? "PermitWitnessTransferFrom" : Object.keys(types)[0]!, types]);
}

const formatsOf = (descriptors: Readonly<Record<string, ClearSigningDescriptor>>) =>
  Object.assign({}, ...Object.values(descriptors).map(({ display }) => display.formats)) as Record<
    string,
    ClearSigningDescriptor["display"]["formats"][string]
  >;

/** How the one struct of that name is shown. */
function formatOf(struct: string, binding?: ClearSigningBinding) {
  const [found, ...others] = Object.entries(formatsOf(clearSigningDescriptors(binding))).filter(([type]) =>
    type.startsWith(`${struct}(`),
  );
  expect(others, struct).to.have.length(0);
  return found![1];
}

describe("clear signing", () => {
  it("[PAYSIG-12] describes every value of every struct that people sign, and nothing else", () => {
    const formats = formatsOf(clearSigningDescriptors());
    const expected = new Map(
      signed().map(([struct, types]) => [TypedDataEncoder.from(types).encodeType(struct), pathsOf(types, struct)]),
    );
    expect(expected.size).to.equal(12);
    expect(Object.keys(formats).toSorted()).to.deep.equal([...expected.keys()].toSorted());
    for (const [type, { fields }] of Object.entries(formats)) {
      expect(shownPaths(fields), type).to.deep.equal(expected.get(type));
    }
  });

  it("[PAYSIG-12] keeps the values of each line and of each offer together", () => {
    const { fields } = formatOf("PermitWitnessTransferFrom");
    const groups = fields.filter((shown) => "fields" in shown);
    expect(groups.map(({ path, label }) => [path, label])).to.deep.equal([
      ["witness.lines.[]", "Line"],
      ["witness.offers.[]", "Offered price"],
    ]);
    expect(groups[0]!.fields).to.deep.equal([
      { path: "product", label: "Product number", format: "raw" },
      { path: "quantity", label: "Quantity", format: "raw" },
    ]);
    expect(shownPaths(groups[1]!.fields).slice(0, 2)).to.deep.equal(["line", "offer.seller"]);
  });

  it("[PAYSIG-12] says in plain words what each is", () => {
    for (const { intent, fields } of Object.values(formatsOf(clearSigningDescriptors()))) {
      expect(intent).to.match(/^[A-Z][a-z' ]+$/);
      for (const { label } of [...fields, ...valuesIn(fields)]) {
        expect(label).to.match(/^[A-Z][\w', ()]+(: anybody\)|is 0\))?$/);
      }
    }
  });

  it("[PAYSIG-12] says that what a token's authorization names is the hash of the order", () => {
    const paying = formatOf("ReceiveWithAuthorization");
    expect(paying.intent).to.equal("Pay for an order by its hash");
    const ending = formatOf("CancelAuthorization");
    for (const { fields } of [paying, ending]) {
      const nonce = { path: "nonce", label: "Fingerprint (hash) of the order", format: "raw" };
      expect(fields.at(-1)).to.deep.equal(nonce);
    }
  });

  it("[PAYSIG-12] has the shape that is published", () => {
    for (const [file, descriptor] of Object.entries(clearSigningDescriptors(BINDING))) {
      expect(Object.keys(descriptor), file).to.deep.equal(["$schema", "context", "metadata", "display"]);
      expect(descriptor.$schema).to.equal("https://eips.ethereum.org/assets/eip-7730/erc7730-v2.schema.json");
      expect(Object.keys(descriptor.context!)).to.deep.equal(["eip712"]);
      expect(descriptor.metadata).to.include.keys("owner", "contractName");
      for (const { fields } of Object.values(descriptor.display.formats)) {
        for (const { format, params } of valuesIn(fields)) {
          const needed = { addressName: [""], raw: [""], date: ["encoding"], tokenAmount: ["token", "tokenPath"] };
          expect(Object.keys(params ?? { "": "" }), format).to.have.length(1);
          expect(Object.keys(params ?? { "": "" })[0], format).to.be.oneOf(needed[format]);
        }
      }
    }
  });

  it("[PAYSIG-12] counts for the contracts of one programme on its chain alone", () => {
    const described = Object.values(clearSigningDescriptors(BINDING));
    expect(described.map(({ context }) => context!.eip712)).to.deep.equal([
      { domain: { name: "Upline", version: "1" }, deployments: [{ chainId: 8453, address: BINDING.core }] },
      { domain: { name: "Permit2" }, deployments: [{ chainId: 8453, address: BINDING.permit2 }] },
      { deployments: [{ chainId: 8453, address: BINDING.token }] },
    ]);
    expect(described.map(({ metadata }) => metadata)).to.deep.equal([
      { owner: "Upline", contractName: "Upline", constants: { token: BINDING.token } },
      { owner: "Permit2", contractName: "Permit2" },
      { owner: "Settlement token", contractName: "Settlement token" },
    ]);
  });

  it("[PAYSIG-12] describes no purchase through Permit2 where it is told of no Permit2", () => {
    const { permit2: _, ...without } = BINDING;
    const files = Object.keys(clearSigningDescriptors(without));
    expect(files).to.deep.equal(["eip712-upline.json", "eip712-token.json"]);
  });

  it("[PAYSIG-12] counts for no contract where it is told no programme", () => {
    for (const [file, form] of Object.entries(clearSigningDescriptors())) {
      expect(Object.keys(form), file).to.deep.equal(["$schema", "$comment", "display"]);
      expect(form.$comment).to.include("Do not register it");
    }
  });

  it("[PAYSIG-12] has wallets check who takes a payment, where it is told", () => {
    const takers = (binding: ClearSigningBinding) =>
      Object.values(formatsOf(clearSigningDescriptors(binding)))
        .flatMap(({ fields }) => valuesIn(fields))
        .filter(({ label, visible }) => label === "Taken by" || visible !== undefined)
        .map(({ path, visible }) => [path, visible]);
    const visible = { mustMatch: [BINDING.payments] };
    const paths = ["spender", "to", "spender"];
    expect(takers(BINDING)).to.deep.equal(paths.map((path) => [path, visible]));
    const { payments: _, ...without } = BINDING;
    expect(takers(without)).to.deep.equal(paths.map((path) => [path, undefined]));
  });

  it("[PAYSIG-12] shows amounts in the token where it is known", () => {
    const amountsIn = (binding?: ClearSigningBinding) =>
      Object.values(formatsOf(clearSigningDescriptors(binding)))
        .flatMap(({ fields }) => valuesIn(fields))
        .filter(({ format }) => format === "tokenAmount")
        .map(({ path, params }) => [path, params]);
    // A path from the root, since the offers' is within a group.
    const purchase = ["permitted.amount", "witness.maxTotal", "offer.unitPrice"];
    const own = purchase.map((path) => [path, { tokenPath: "#.permitted.token" }]);
    const token = ["value", "value"].map((path) => [path, { tokenPath: "@.to" }]);
    expect(amountsIn()).to.deep.equal([...own, ...token]);
    const named = ["atLeast", "refund", "unitPrice"].map((path) => [path, { token: "$.metadata.constants.token" }]);
    expect(amountsIn(BINDING)).to.deep.equal([...named, ...own, ...token]);
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
        const { core, chainId, token, permit2, payments } = BINDING;
        const args = [
          "--core",
          core,
          "--chain",
          `${chainId}`,
          "--token",
          token,
          "--permit2",
          permit2,
          "--payments",
          payments,
        ];
        expect(run("--folder", folder, ...args).status).to.equal(0);
        const descriptors = clearSigningDescriptors(BINDING);
        expect(readdirSync(folder).toSorted()).to.deep.equal(Object.keys(descriptors).toSorted());
        for (const [name, descriptor] of Object.entries(descriptors)) {
          expect(JSON.parse(readFileSync(join(folder, name), "utf8"))).to.deep.equal(descriptor);
        }
        const lower = args.map((arg) => arg.toLowerCase());
        expect(run("--folder", join(folder, "lower"), ...lower).status).to.equal(0);
        const [file = ""] = Object.keys(clearSigningDescriptors(BINDING));
        expect(readFileSync(join(folder, "lower", file), "utf8")).to.equal(readFileSync(join(folder, file), "utf8"));
        expect(run("--folder", folder, "--core", core).status).to.not.equal(0);
        const nonsense = run("--folder", folder, ...args, "--token", "0x12");
        expect([nonsense.status, nonsense.stderr.includes("--token must be an address")]).to.deep.equal([1, true]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });
});
