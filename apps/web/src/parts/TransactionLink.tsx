import { useTranslation } from "react-i18next";
import { useConfig } from "../config/ConfigContext.tsx";
import { shortAddress } from "./Address.tsx";

/** A transaction's hash, linked to the explorer where there is one. */
export function TransactionLink({ hash }: { readonly hash: string }) {
  const { t } = useTranslation("common");
  const { explorerUrl } = useConfig();
  const text = (
    <bdi dir="ltr" title={hash}>
      {shortAddress(hash)}
    </bdi>
  );
  return (
    <span className="transaction" data-hash={hash}>
      {t("parts.transaction")}{" "}
      {explorerUrl === undefined ? (
        text
      ) : (
        <a href={`${explorerUrl}/tx/${hash}`} target="_blank" rel="noreferrer">
          {text}
        </a>
      )}
    </span>
  );
}
