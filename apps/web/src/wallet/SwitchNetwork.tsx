import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useConfig } from "../config/ConfigContext.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorNotice } from "../writes/ErrorNotice.tsx";
import { useWallet } from "./WalletContext.tsx";

/** Asks the wallet to change to the programme's chain, and to add it if it does not know it. */
export function SwitchNetwork({ onDone }: { readonly onDone?: () => void }) {
  const { t } = useTranslation("wallet");
  const { chainName } = useConfig();
  const { changeNetwork } = useWallet();
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>();
  const change = async () => {
    setAsking(true);
    setError(undefined);
    try {
      await changeNetwork();
      onDone?.();
    } catch (thrown) {
      setError(thrown);
    }
    setAsking(false);
  };
  return (
    <>
      <Button onClick={() => void change()} disabled={isAsking}>
        {isAsking ? t("switching") : t("switch", { chain: chainName })}
      </Button>
      {error === undefined ? null : <ErrorNotice error={error} />}
    </>
  );
}
