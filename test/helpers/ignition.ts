import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HardhatArtifactResolver } from "@nomicfoundation/hardhat-ignition/helpers";
import {
  type DeploymentParameters,
  type DeploymentResult,
  deploy,
  type EIP1193Provider,
  type IgnitionModule,
} from "@nomicfoundation/ignition-core";
import { artifacts } from "hardhat";
import type { Connection } from "./programme.ts";

/** The machine on which somebody deploys has stopped. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/**
 * One deployment as an operator makes it: with a record on disk, that later runs go on from. Ignition's plugin keeps
 * none on a simulated chain, so that this calls what the plugin calls.
 */
export class RecordedDeployment {
  readonly #connection: Connection;
  readonly #module: IgnitionModule;
  readonly #parameters: DeploymentParameters;
  #directory: string | undefined;

  constructor(connection: Connection, module: IgnitionModule, parameters: DeploymentParameters) {
    this.#connection = connection;
    this.#module = module;
    this.#parameters = parameters;
  }

  /**
   * Runs the deployment, from its record.
   * @param stops Whether the machine stops while it waits for the first receipt of what it has sent.
   * @throws Interrupted if it stopped.
   */
  async run(stops = false): Promise<DeploymentResult> {
    const { provider } = this.#connection;
    const accounts = (await provider.request({ method: "eth_accounts" })) as string[];
    return deploy({
      artifactResolver: new HardhatArtifactResolver(artifacts),
      provider: stops ? stopping(provider) : provider,
      deploymentDir: this.#record(),
      ignitionModule: this.#module,
      deploymentParameters: this.#parameters,
      accounts,
    });
  }

  #record(): string {
    this.#directory ??= mkdtempSync(join(tmpdir(), "upline-deployment-"));
    return this.#directory;
  }

  /** Removes the record; the next run begins anew. */
  forget(): void {
    if (this.#directory !== undefined) rmSync(this.#directory, { recursive: true });
    this.#directory = undefined;
  }
}

function stopping(provider: EIP1193Provider): EIP1193Provider {
  let sent = 0;
  return {
    request: async (call) => {
      if (call.method === "eth_sendTransaction") ++sent;
      if (call.method === "eth_getTransactionReceipt" && sent > 0) throw new Interrupted();
      return provider.request(call);
    },
  };
}
