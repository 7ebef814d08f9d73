import { useTranslation } from "react-i18next";
import { useChainState } from "../chain/ChainContext.tsx";
import { useConfig } from "../config/ConfigContext.tsx";
import { useFormats } from "../language/use-formats.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { SwitchNetwork } from "../wallet/SwitchNetwork.tsx";
import { useWallet } from "../wallet/WalletContext.tsx";

/** What is out of the ordinary at the moment, on every page. */
export function Situation() {
  const { t } = useTranslation(["common", "wallet"]);
  const { chainName } = useConfig();
  const { latest, reorganisedFrom, isSilent, dismissReorganisation } = useChainState();
  const { isElsewhere } = useWallet();
  const { number } = useFormats();
  return (
    <div className="situation">
      {isElsewhere ? (
        <Notice kind="warning">
          {t("wallet:elsewhere", { chain: chainName })} <SwitchNetwork />
        </Notice>
      ) : null}
      {isSilent ? <Notice kind="warning">{t("chain.stale", { block: number(latest.number) })}</Notice> : null}
      {reorganisedFrom === undefined ? null : (
        <Notice kind="warning">
          {t("chain.reorganised", { block: number(reorganisedFrom) })}{" "}
          <Button kind="plain" onClick={dismissReorganisation}>
            {t("parts.close")}
          </Button>
        </Notice>
      )}
    </div>
  );
}
