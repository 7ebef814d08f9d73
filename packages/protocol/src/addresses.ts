import { getAddress, isAddress } from "ethers";
import { ProtocolError } from "./protocol-error.ts";

/** The core's modules. */
export interface Modules {
  readonly network: string;
  readonly ownership: string;
  readonly catalogue: string;
  readonly planBook: string;
  readonly quotes: string;
  readonly offers: string;
  readonly pointOfSale: string;
  readonly returnDesk: string;
  readonly payouts: string;
}

/** Where one programme lives. */
export interface Deployment {
  readonly chainId: bigint;
  /** The core: a programme's one address. */
  readonly core: string;
  /** Where the core's rarely used functions live. Called through the core, never by themselves. */
  readonly modules: Modules;
  /** The settlement token. */
  readonly token: string;
  /** The timelock that administers the core. */
  readonly timelock: string;
  /** Block in which the core was deployed; its journal begins there. */
  readonly block: number;
}

/** What an Ignition record does not hold. */
export interface DeploymentContext {
  readonly chainId: bigint;
  /** Block in which the core was deployed. */
  readonly block: number;
  /** The settlement token, where the deployment used one that existed before. */
  readonly token?: string;
}

/** A deployment record lacks a contract or holds something that is no address. */
export class DeploymentInvalid extends ProtocolError {
  override readonly name = "DeploymentInvalid";

  constructor(place: string, value: unknown, expected: string) {
    super(
      `${place} is ${JSON.stringify(value) ?? "missing"}, expected ${expected}`,
      { place, value, expected },
      "Check that the record is the deployed_addresses.json of a finished deployment of a whole programme.",
    );
  }
}

/** Programmes on public networks, by chain id. */
export const DEPLOYMENTS: ReadonlyMap<bigint, readonly Deployment[]> = new Map();

/** The known programmes on a chain; none on most. */
export function deploymentsOn(chainId: bigint): readonly Deployment[] {
  return DEPLOYMENTS.get(chainId) ?? [];
}

/**
 * Reads an Ignition `deployed_addresses.json`, in which a contract is named `Module#Contract`.
 * @param record The parsed file.
 * @param context What the file does not hold.
 * @throws DeploymentInvalid if a contract of a whole programme is missing or has no valid address.
 */
export function deploymentFromIgnition(record: unknown, context: DeploymentContext): Deployment {
  const addressOf = addressReader(record);
  return {
    chainId: context.chainId,
    core: addressOf("Upline"),
    modules: {
      network: addressOf("Network"),
      ownership: addressOf("Ownership"),
      catalogue: addressOf("Catalogue"),
      planBook: addressOf("PlanBook"),
      quotes: addressOf("Quotes"),
      offers: addressOf("Offers"),
      pointOfSale: addressOf("PointOfSale"),
      returnDesk: addressOf("Returns"),
      payouts: addressOf("Payouts"),
    },
    token: context.token === undefined ? addressOf("TestStablecoin") : checked("token", context.token),
    timelock: addressOf("Timelock"),
    block: context.block,
  };
}

function addressReader(record: unknown): (contract: string) => string {
  if (typeof record !== "object" || record === null) {
    throw new DeploymentInvalid("the record", record, "an object of addresses by name");
  }
  const entries = Object.entries(record);
  return (contract) => {
    const [place, value] = entries.find(([name]) => name.split("#").at(-1) === contract) ?? [`*#${contract}`];
    return checked(place, value);
  };
}

function checked(place: string, value: unknown): string {
  if (!isAddress(value)) throw new DeploymentInvalid(place, value, "an address");
  return getAddress(value);
}
