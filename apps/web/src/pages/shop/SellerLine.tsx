import { useTranslation } from "react-i18next";
import { useChain } from "../../chain/use-chain.ts";
import { useFormats } from "../../language/use-formats.ts";
import type { ShopLink } from "../../links/shop-link.ts";
import { Notice } from "../../parts/Notice.tsx";

/** From whom one buys here, and for which campaign; warns where there is no such distributor. */
export function SellerLine({ link: { seller, campaign } }: { readonly link: ShopLink }) {
  const { t } = useTranslation("shop");
  const { number } = useFormats();
  const { data } = useChain(["shop", "people"], ({ client }) => client.core.lastDistributorId());
  if (data !== undefined && seller > data.value) {
    return <Notice kind="error">{t("seller.unknown", { id: String(seller) })}</Notice>;
  }
  return (
    <p className="lead">
      {t("seller.line", { id: String(seller) })}{" "}
      {campaign === 0n ? null : t("seller.campaign", { campaign: number(campaign) })}
    </p>
  );
}
