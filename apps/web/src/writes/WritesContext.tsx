import { useQueryClient } from "@tanstack/react-query";
import { UplineClient } from "@upline/protocol";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { useChainState } from "../chain/ChainContext.tsx";
import { CHAIN_KEY } from "../chain/keys.ts";
import { useConfig } from "../config/ConfigContext.tsx";
import { INDEXER_KEY } from "../indexer/keys.ts";
import { useWallet } from "../wallet/WalletContext.tsx";
import { WalletMissing } from "./errors.ts";
import { Runner, type RunnerContext } from "./runner.ts";
import { WriteDialog } from "./WriteDialog.tsx";
import type { Write } from "./write.ts";

const WritesContext = createContext<((write: Write) => void) | undefined>(undefined);

/** The one way by which pages change something: summary, simulation, wallet, confirmation, in a dialog. */
export function WritesProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const { latest } = useChainState();
  const context = useLatestContext();
  const [runner, setRunner] = useState<Runner>();

  const begin = useCallback(
    (write: Write) => {
      const onConfirmed = () => {
        for (const key of [CHAIN_KEY, INDEXER_KEY]) void queries.invalidateQueries({ queryKey: [key] });
      };
      const made = new Runner(write, () => context.current, onConfirmed);
      setRunner(made);
      void made.check();
    },
    [context, queries],
  );
  const { hash } = latest;
  useEffect(() => {
    if (hash !== "") void runner?.look();
  }, [hash, runner]);

  return (
    <WritesContext value={begin}>
      {children}
      {runner === undefined ? null : <WriteDialog runner={runner} onClose={() => setRunner(undefined)} />}
    </WritesContext>
  );
}

/** What a write works with, always the present. */
function useLatestContext() {
  const config = useConfig();
  const { live, latest } = useChainState();
  const { account, session, signer } = useWallet();
  const access = account === undefined ? undefined : { account, live, client: UplineClient.connect(config.core, live) };
  const context: RunnerContext = {
    config,
    access,
    chainId: session?.chainId,
    now: BigInt(latest.timestamp),
    async signAccess() {
      const found = await signer();
      if (access === undefined || found === undefined) throw new WalletMissing();
      return { ...access, signer: found, signing: UplineClient.connect(config.core, found) };
    },
  };
  const ref = useRef(context);
  ref.current = context;
  return ref;
}

/** Begins a write: `write({ title, lines, steps })` opens its dialog. */
export function useWrite(): (write: Write) => void {
  const begin = useContext(WritesContext);
  if (begin === undefined) throw new Error("useWrite needs a WritesProvider above it");
  return begin;
}
