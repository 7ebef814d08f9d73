import { type ContractTransaction, Interface, type ParamType, type TransactionDescription } from "ethers";
import { Timelock__factory, Upline__factory } from "../../packages/protocol/src/index.ts";

/** A call of a contract, with encoded arguments. */
export interface Call {
  readonly to: string;
  readonly data: string;
}

/** The call in what the bindings' `populateTransaction` gives. */
export function encoded({ to, data }: ContractTransaction): Call {
  return { to, data };
}

/** Everything that the tools call. */
const INTERFACES: readonly Interface[] = [
  Upline__factory.createInterface(),
  Timelock__factory.createInterface(),
  new Interface(["function approve(address spender, uint256 amount)"]),
];

/** A call in words. */
export interface DescribedCall {
  readonly name: string;
  readonly inputs: readonly ParamType[];
  /** By the names of the inputs, as JSON has them: whole numbers as texts of digits. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Decodes a call. @throws Error if it is none of those that the tools make. */
export function describeCall({ data }: Call): DescribedCall {
  const parsed = INTERFACES.map((one) => one.parseTransaction({ data })).find((one) => one !== null);
  if (!parsed) throw new Error(`no tool makes a call that begins with ${data.slice(0, 10)}`);
  return { name: parsed.name, inputs: parsed.fragment.inputs, values: namedValues(parsed) };
}

function namedValues({ fragment, args }: TransactionDescription): Record<string, unknown> {
  return Object.fromEntries(fragment.inputs.map((input, i) => [input.name, plain(args[i])]));
}

/** What a decoded value is in JSON; tuples become lists, as Safe has them. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return Array.isArray(value) ? [...value].map(plain) : value;
}
