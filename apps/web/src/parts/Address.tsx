import { getAddress } from "ethers";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useConfig } from "../config/ConfigContext.tsx";

/** `0x1234…abcd` */
export function shortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}

/** An address: short, whole on hover and for copying, with a link to the explorer where there is one. */
export function Address({ address }: { readonly address: string }) {
  const { t } = useTranslation("common");
  const { explorerUrl } = useConfig();
  const [isCopied, setCopied] = useState(false);
  const whole = getAddress(address);
  const short = <bdi dir="ltr">{shortAddress(whole)}</bdi>;
  const copy = async () => {
    await navigator.clipboard.writeText(whole);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <span className="address" title={whole}>
      {explorerUrl === undefined ? (
        short
      ) : (
        <a href={`${explorerUrl}/address/${whole}`} target="_blank" rel="noreferrer">
          {short}
        </a>
      )}
      <button type="button" className="copy" onClick={copy} aria-label={`${t("parts.copy")} ${whole}`}>
        {isCopied ? t("parts.copied") : t("parts.copy")}
      </button>
    </span>
  );
}
