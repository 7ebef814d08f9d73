import { relative } from "node:path";
import { readDeploymentParameters } from "@nomicfoundation/hardhat-ignition/helpers";
import { isAddress, ZeroAddress } from "ethers";
import { OPERATORS } from "../../deploy/parts/programme.ts";
import { COMPRESSIONS, PlanInvalid, ProtocolError, parsePlan, worstCase } from "../../packages/protocol/src/index.ts";

/** The modules that deploy a whole programme: with a test stablecoin of its own, or over an existing token, open or not. */
export const MODULE_NAMES = ["Upline", "UplineLocal", "UplineUnopened", "UplineLocalUnopened"] as const;
export type ModuleName = (typeof MODULE_NAMES)[number];

/** Whether a module brings a test stablecoin of its own. */
export function isLocal(module: ModuleName): boolean {
  return module.startsWith("UplineLocal");
}

/** Whether a module opens the programme; else people are imported first, and the timelock opens it. */
export function isOpened(module: ModuleName): boolean {
  return !module.endsWith("Unopened");
}

/** A parameter file, checked. */
export interface Parameters {
  readonly file: string;
  readonly module: ModuleName;
  readonly values: Values;
}

type Values = Readonly<Record<string, unknown>>;

/** What the chain says that parameters are to fit. */
export interface Surroundings {
  readonly deployer: string;
  /** Time of the latest block, in seconds since 1970. */
  readonly now: bigint;
}

/** A parameter is missing or has a value that cannot be. */
export class ParameterInvalid extends ProtocolError {
  override readonly name = "ParameterInvalid";

  constructor(file: string, parameter: string, found: unknown, expected: string) {
    const shown = found === undefined ? "missing" : typeof found === "bigint" ? `${found}` : JSON.stringify(found);
    super(
      `${relative(process.cwd(), file)}: ${parameter} is ${shown}, expected ${expected}`,
      { file, parameter, found, expected },
      "Correct the file and start again; nothing was sent.",
    );
  }
}

/** The parameter file cannot be read. */
export class ParametersMissing extends ProtocolError {
  override readonly name = "ParametersMissing";

  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `cannot read ${relative(process.cwd(), file)}: ${reason}`,
      { file },
      "Write it as deploy/parameters/README.md says, or name another with --parameters.",
    );
  }
}

/** @throws ParametersMissing, ParameterInvalid if the file is for none of the modules or for both. */
export async function readParameters(file: string): Promise<Parameters> {
  const content = await readDeploymentParameters(file).catch((error: unknown) => {
    throw new ParametersMissing(file, error);
  });
  const modules = Object.keys(content).filter((name) => name !== "$global");
  const module = MODULE_NAMES.find((name) => name === modules[0]);
  if (modules.length !== 1 || module === undefined) {
    throw new ParameterInvalid(file, "the list of modules", modules, `one of ${MODULE_NAMES.join(", ")}`);
  }
  return { file, module, values: content[module] ?? {} };
}

/**
 * Checks all that the contracts would refuse half-way, and that nobody named is the deployer, who is to keep no power.
 * @throws ParameterInvalid
 */
export function checkParameters({ file, module, values }: Parameters, { deployer, now }: Surroundings): void {
  const check = new Check(file, values, deployer);
  if (!isLocal(module)) check.address("token", "a token's address");
  check.number("start", 0n, now);
  check.number("periodLength", DAY, YEAR);
  const notice = check.number("notice", 0n, YEAR);
  // So that the admin can act before what a stolen key has scheduled takes effect.
  const delay = check.number("timelockDelay", 0n, YEAR);
  if (notice > 0n && delay >= notice) throw check.invalid("timelockDelay", `less than the notice, ${notice}`);
  check.number("decisionTime", DAY, QUARTER);
  check.number("rulingTime", DAY, QUARTER);
  check.number("markup", 0n, 10_000n);
  const cap = check.number("cap", 0n, 10_000n);
  if (typeof values["openToAll"] !== "boolean") throw check.invalid("openToAll", "true or false");
  for (const name of ["treasury", ...Object.values(OPERATORS)]) check.address(name, "somebody's address");
  check.revoker();
  check.holders("proposers", false);
  check.holders("executors", true);
  check.plan(cap);
  if (typeof values["planDocument"] !== "string" || values["planDocument"] === "") {
    throw check.invalid("planDocument", "the plan in words");
  }
}

const DAY = 86_400n;
const YEAR = 366n * DAY;
const QUARTER = 90n * DAY;

class Check {
  readonly #file: string;
  readonly #values: Values;
  readonly #deployer: string;

  constructor(file: string, values: Values, deployer: string) {
    this.#file = file;
    this.#values = values;
    this.#deployer = deployer;
  }

  invalid(parameter: string, expected: string, found: unknown = this.#values[parameter]): ParameterInvalid {
    return new ParameterInvalid(this.#file, parameter, found, expected);
  }

  number(parameter: string, lowest: bigint, highest: bigint): bigint {
    const value = this.#values[parameter];
    const whole = typeof value === "bigint" || Number.isSafeInteger(value) ? BigInt(value as bigint) : lowest - 1n;
    if (whole < lowest || whole > highest) throw this.invalid(parameter, `a whole number from ${lowest} to ${highest}`);
    return whole;
  }

  address(parameter: string, expected: string): void {
    this.#address(parameter, this.#values[parameter], expected, false);
  }

  /** He is to take roles away from whoever lost a key, so his own is another. */
  revoker(): void {
    for (const name of Object.values(OPERATORS)) {
      const same = String(this.#values[name]).toLowerCase() === String(this.#values["revoker"]).toLowerCase();
      if (name === "revoker" || !same) continue;
      throw this.invalid("revoker", `another account than that of ${name}, whose role it may have to take away`);
    }
  }

  holders(parameter: string, anybody: boolean): void {
    const list = this.#values[parameter];
    if (!Array.isArray(list) || list.length === 0) throw this.invalid(parameter, "a list of at least one address");
    for (const [i, address] of list.entries()) {
      this.#address(`${parameter}[${i}]`, address, "somebody's address", anybody);
    }
  }

  #address(place: string, value: unknown, expected: string, anybody: boolean): void {
    if (!isAddress(value) || (value === ZeroAddress && !anybody)) throw this.invalid(place, expected, value);
    if (value.toLowerCase() === this.#deployer.toLowerCase()) {
      throw this.invalid(place, "another account than the deployer's, who keeps no power", value);
    }
  }

  plan(cap: bigint): void {
    const plan = this.#values["plan"] as Values | undefined;
    for (const list of ["rates", "openRanks", "rankRates"]) {
      const levels = plan?.[list];
      if (!Array.isArray(levels) || levels.length !== 16) throw this.invalid(`plan.${list}`, "16 numbers", levels);
    }
    if (Number(plan?.["poolShare"]) !== 0) {
      throw this.invalid("plan.poolShare", "0, since no contract pays from the pool yet", plan?.["poolShare"]);
    }
    const worst = this.#worstCase({ ...plan, compression: COMPRESSIONS[Number(plan?.["compression"])] });
    if (worst > cap) throw this.invalid("what the plan pays at most", `at most the cap, ${cap}`, worst);
  }

  #worstCase(plan: unknown): bigint {
    try {
      return worstCase(parsePlan(plan));
    } catch (error) {
      if (!(error instanceof PlanInvalid)) throw error;
      const { place, value, expected } = error.values;
      throw this.invalid(`plan.${place}`, String(expected), value);
    }
  }
}
