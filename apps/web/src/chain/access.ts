import { type ILens, ILens__factory, type TokenUnit, UplineClient } from "@upline/protocol";
import type { PageConfig } from "../config/page-config.ts";
import { ReadProvider } from "./provider.ts";
import type { Transport } from "./transport.ts";

/** What reads the programme as of one block. */
export interface ChainAccess {
  /** Everything read through it is as of this block. */
  readonly block: number;
  readonly provider: ReadProvider;
  readonly client: UplineClient;
  readonly lens: ILens;
}

/** What is fixed for the programme for good, read once. */
export interface Programme {
  readonly unit: TokenUnit;
  readonly settings: Awaited<ReturnType<UplineClient["core"]["settings"]>>;
}

/** Access as of a block. */
export function accessAt(config: PageConfig, transport: Transport, block: number): ChainAccess {
  const provider = new ReadProvider(transport, config.chainId, block);
  return {
    block,
    provider,
    client: UplineClient.connect(config.core, provider),
    lens: ILens__factory.connect(config.lens, provider),
  };
}

/** Reads what never changes. */
export async function readProgramme({ client }: Pick<ChainAccess, "client">): Promise<Programme> {
  const [unit, settings] = await Promise.all([client.tokenUnit(), client.core.settings()]);
  return { unit, settings };
}
