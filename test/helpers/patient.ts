import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { toBeHex } from "ethers";
import hre from "hardhat";
import { type Deployment, Timelock__factory, Upline__factory } from "../../packages/protocol/src/index.ts";
import { deployProgramme } from "../../scripts/deployment/deploy-programme.ts";
import { type Parameters, readParameters } from "../../scripts/deployment/parameters.ts";
import type { Check } from "../../scripts/doctor/check.ts";
import { type Examination, type ExamineOptions, examine } from "../../scripts/doctor/examine.ts";
import { type Chain, startChain } from "./chain.ts";
import { impersonated } from "./stage.ts";

/** A programme as scripts/deploy.ts leaves it on a local chain, to be changed and examined. */
export class Patient {
  readonly chain: Chain;
  readonly deployment: Deployment;
  /** What it was deployed with. */
  readonly parameters: Parameters;
  /** Name of its record. */
  readonly id: string;

  private constructor(chain: Chain, deployment: Deployment, parameters: Parameters, id: string) {
    this.chain = chain;
    this.deployment = deployment;
    this.parameters = parameters;
    this.id = id;
  }

  /** Deploys by the parameters of local networks. */
  static async deploy(): Promise<Patient> {
    const chain = await startChain({ initialDate: new Date("2026-01-01") });
    const parameters = await readParameters("deploy/parameters/localhost.json");
    const id = `patient-${process.pid}`;
    const connection = await chain.connect();
    const { deployment } = await deployProgramme(connection, parameters, { id });
    await connection.close();
    return new Patient(chain, deployment, parameters, id);
  }

  async close(): Promise<void> {
    rmSync(join(hre.config.paths.ignition, "deployments", this.id), { recursive: true });
    await this.chain.close();
  }

  get provider() {
    return this.chain.inside.ethers.provider;
  }

  /** Brings the chain back to where it is now. */
  async snapshot(): Promise<() => Promise<void>> {
    const { networkHelpers } = this.chain.inside;
    const taken = await networkHelpers.takeSnapshot();
    return () => taken.restore();
  }

  /** The core, called by an account of any kind. */
  async coreAs(account: string) {
    return Upline__factory.connect(this.deployment.core, await impersonated(this.chain.inside, account));
  }

  /** The timelock, called by an account of any kind. */
  async timelockAs(account: string) {
    return Timelock__factory.connect(this.deployment.timelock, await impersonated(this.chain.inside, account));
  }

  /** Puts other bytes into a contract's code. */
  async patch(address: string, start: number, bytes: string): Promise<void> {
    const code = await this.provider.getCode(address);
    const at = 2 + 2 * start;
    const patched = `${code.slice(0, at)}${bytes.slice(2)}${code.slice(at + bytes.length - 2)}`;
    expect(patched).to.have.lengthOf(code.length);
    await this.provider.send("hardhat_setCode", [address, patched]);
  }

  /** Changes the last byte of a contract's code, which no function runs into. */
  async spoil(address: string): Promise<void> {
    const code = await this.provider.getCode(address);
    await this.patch(address, code.length / 2 - 2, toBeHex(0xff ^ Number(`0x${code.slice(-2)}`), 1));
  }

  /** Examines it by its parameters, unless the options say otherwise. */
  examine(options: Partial<ExamineOptions> = {}): Promise<Examination> {
    return examine(this.provider, this.deployment.core, { from: 0, parameters: this.parameters, ...options });
  }

  /** The only findings of an examination, by subject. */
  async findings(options: Partial<ExamineOptions> = {}): Promise<Record<string, string>> {
    return findingsIn(await this.examine(options));
  }
}

/** What was found, by subject. */
export function findingsIn({ checks }: Pick<Examination, "checks">): Record<string, string> {
  return Object.fromEntries(of(checks, "finding"));
}

/** What could not be checked, by subject. */
export function uncheckedIn({ checks }: Pick<Examination, "checks">): Record<string, string> {
  return Object.fromEntries(of(checks, "unchecked"));
}

const of = (checks: readonly Check[], verdict: Check["verdict"]) =>
  checks.filter((check) => check.verdict === verdict).map(({ subject, detail }) => [subject, detail] as const);
