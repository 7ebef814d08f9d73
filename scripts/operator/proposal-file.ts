import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { isAddress, isHexString } from "ethers";
import { ProtocolError } from "../../packages/protocol/src/index.ts";
import type { Call } from "./calls.ts";

/** What a proposal's file says. */
export interface ProposalFile {
  readonly chainId: string;
  readonly calls: readonly Call[];
}

/** A file is no proposal, or one that cannot be sent here. */
export class ProposalInvalid extends ProtocolError {
  override readonly name = "ProposalInvalid";

  constructor(file: string, place: string, found: unknown, expected: string) {
    super(
      `${relative(process.cwd(), file) || file}: ${place} is ${JSON.stringify(found) ?? "missing"}, expected ${expected}`,
      { file, place, found, expected },
      "Give a file that one of the tools wrote with --propose; nothing was sent.",
    );
  }
}

/** Reads a file of Safe's transaction builder. @throws ProposalInvalid */
export function readProposal(file: string): ProposalFile {
  const { chainId, transactions } = parsed(file);
  if (typeof chainId !== "string") throw new ProposalInvalid(file, "chainId", chainId, "a chain's number as text");
  if (!Array.isArray(transactions)) throw new ProposalInvalid(file, "transactions", transactions, "a list");
  return { chainId, calls: transactions.map((one: unknown, i) => readCall(file, `transactions[${i}]`, one)) };
}

function parsed(file: string): { readonly chainId?: unknown; readonly transactions?: unknown } {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof content === "object" && content !== null) return content;
    throw new ProposalInvalid(file, "the file", content, "an object");
  } catch (error) {
    if (error instanceof ProposalInvalid) throw error;
    throw new ProposalInvalid(file, "the file", (error as Error).message, "JSON");
  }
}

function readCall(file: string, place: string, found: unknown): Call {
  const { to, data, value } = (found ?? {}) as { to?: unknown; data?: unknown; value?: unknown };
  if (!isAddress(to)) throw new ProposalInvalid(file, `${place}.to`, to, "an address");
  if (!isHexString(data)) throw new ProposalInvalid(file, `${place}.data`, data, "bytes in hexadecimal digits");
  if (value !== "0") throw new ProposalInvalid(file, `${place}.value`, value, '"0"');
  return { to, data };
}
