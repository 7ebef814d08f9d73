import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { Connection } from "../../local/network.ts";
import type { Company } from "../data/company.ts";

const OFFICES = ["deployer", "treasury", "operator", "proposer"] as const;
const GUESTS = 8;

/** Whose account is which: each range begins where the one before ends. */
export interface Seats {
  /** First account of the employees. */
  readonly employees: number;
  /** First account of those who belong to nobody. */
  readonly guests: number;
  /** First account of the customers. */
  readonly customers: number;
  /** How many accounts there are. */
  readonly count: number;
}

export function seatsFor(company: Company): Seats {
  const employees = OFFICES.length;
  const guests = employees + company.employees.length;
  const customers = guests + GUESTS;
  return { employees, guests, customers, count: customers + company.customers.length };
}

/** The people of the main job with their wallets. */
export interface People {
  readonly seats: Seats;
  readonly deployer: HardhatEthersSigner;
  /** The company's wallet. */
  readonly treasury: HardhatEthersSigner;
  /** Runs the shop: adds products, sets ranks, settles. */
  readonly operator: HardhatEthersSigner;
  /** Proposes to the timelock. */
  readonly proposer: HardhatEthersSigner;
  /** By number. */
  readonly employees: ReadonlyMap<number, HardhatEthersSigner>;
  /** For trying things out. */
  readonly guests: readonly HardhatEthersSigner[];
  /** By number. */
  readonly customers: ReadonlyMap<number, HardhatEthersSigner>;
}

/** Seats everybody of a company on the network's accounts. */
export async function seat(connection: Connection, company: Company): Promise<People> {
  const seats = seatsFor(company);
  const signers = await connection.ethers.getSigners();
  const at = (index: number): HardhatEthersSigner => {
    const signer = signers[index];
    if (signer === undefined) throw new Error(`the network has ${signers.length} accounts, expected ${seats.count}`);
    return signer;
  };
  const seated = (members: readonly { readonly number: number }[], first: number) =>
    new Map(members.map(({ number }, i) => [number, at(first + i)]));
  return {
    seats,
    deployer: at(0),
    treasury: at(1),
    operator: at(2),
    proposer: at(3),
    employees: seated(company.employees, seats.employees),
    guests: signers.slice(seats.guests, seats.customers),
    customers: seated(company.customers, seats.customers),
  };
}
