import { getAddress, isAddress } from "ethers";
import { OPERATORS } from "../../deploy/parts/programme.ts";
import { isLocal, isOpened, type Parameters } from "../deployment/parameters.ts";

/** What the parameter file of a network says that its programme is to be. */
export class Expected {
  readonly #parameters: Parameters;
  /** The file, for people. */
  readonly file: string;

  constructor(parameters: Parameters) {
    this.#parameters = parameters;
    this.file = parameters.file.split("/").at(-1) ?? parameters.file;
  }

  /** The value of a parameter; undefined where the file has none. */
  value(name: string): unknown {
    return this.#parameters.values[name];
  }

  /** Whether the token is the test stablecoin of this build, deployed along. */
  get stablecoin(): boolean {
    return isLocal(this.#parameters.module);
  }

  /** Whether it is deployed open, or opened by the timelock when people were imported. */
  get opens(): boolean {
    return isOpened(this.#parameters.module);
  }

  /** The address in a parameter, with its checksum. @returns Undefined where there is none. */
  address(name: string): string | undefined {
    const value = this.value(name);
    return isAddress(value) ? getAddress(value) : undefined;
  }

  addresses(name: string): readonly string[] {
    const value = this.value(name);
    return Array.isArray(value) ? value.filter((one) => isAddress(one)).map((one) => getAddress(one)) : [];
  }

  /** Who is to hold a role of the core: nobody where the file names nobody. */
  holdersOf(role: string, timelock: string | undefined): readonly string[] {
    if (role === "DEFAULT_ADMIN_ROLE") return timelock === undefined ? [] : [timelock];
    const parameter = new Map<string, string>(Object.entries(OPERATORS)).get(role);
    const holder = parameter === undefined ? undefined : this.address(parameter);
    return holder === undefined ? [] : [holder];
  }

  /** Who is to hold a role of the timelock. */
  timelockHoldersOf(role: string, timelock: string): readonly string[] {
    if (role === "DEFAULT_ADMIN_ROLE") return [timelock];
    if (role === "EXECUTOR_ROLE") return this.addresses("executors");
    return role === "PROPOSER_ROLE" || role === "CANCELLER_ROLE" ? this.addresses("proposers") : [];
  }
}
