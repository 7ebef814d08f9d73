import { useQueryClient } from "@tanstack/react-query";
import { UplineClient } from "@upline/protocol";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { useChainState } from "../chain/ChainContext.tsx";
import { CHAIN_KEY } from "../chain/keys.ts";
import { useConfig } from "../config/ConfigContext.tsx";
import { INDEXER_KEY } from "../indexer/keys.ts";
import { useWallet } from "../wallet/WalletContext.tsx";
import { WalletMissing } from "./errors.ts";
import { isUnderWay, Runner, type RunnerContext } from "./runner.ts";
import { WriteDialog } from "./WriteDialog.tsx";
import { WritesUnderWay } from "./WritesUnderWay.tsx";
import type { Write } from "./write.ts";

const WritesContext = createContext<((write: Write) => void) | undefined>(undefined);

/** The one way by which pages change something: summary, simulation, wallet, confirmation, in a dialog. */
export function WritesProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const context = useLatestContext();
  const [runners, setRunners] = useState<readonly Runner[]>([]);
  const [open, setOpen] = useState<Runner>();
  useLook(runners);

  const begin = useCallback(
    (write: Write) => {
      const onConfirmed = () => {
        for (const key of [CHAIN_KEY, INDEXER_KEY]) void queries.invalidateQueries({ queryKey: [key] });
      };
      const made = new Runner(write, () => context.current, onConfirmed);
      setRunners((old) => [...old, made]);
      setOpen(made);
      void made.check();
    },
    [context, queries],
  );
  const drop = (runner: Runner) => setRunners((old) => old.filter((one) => one !== runner));
  const close = () => {
    // What the wallet or the chain is at goes on below the pages.
    if (open !== undefined && !isUnderWay(open.progress())) drop(open);
    setOpen(undefined);
  };

  return (
    <WritesContext value={begin}>
      {children}
      <WritesUnderWay runners={runners.filter((one) => one !== open)} onOpen={setOpen} onDrop={drop} />
      {open === undefined ? null : <WriteDialog runner={open} onClose={close} />}
    </WritesContext>
  );
}

/** Looks with every block what became of what was sent. */
function useLook(runners: readonly Runner[]): void {
  const { hash } = useChainState().latest;
  useEffect(() => {
    if (hash === "") return;
    for (const runner of runners) void runner.look();
  }, [hash, runners]);
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
