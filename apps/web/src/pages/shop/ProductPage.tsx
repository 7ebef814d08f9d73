import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { useChainState } from "../../chain/ChainContext.tsx";
import { useChain } from "../../chain/use-chain.ts";
import { useConfig } from "../../config/ConfigContext.tsx";
import { IndexerClient } from "../../indexer/client.ts";
import { useIndexer } from "../../indexer/use-indexed.ts";
import { useFormats } from "../../language/use-formats.ts";
import { readShopLink, type ShopLink, shopPath } from "../../links/shop-link.ts";
import { Address } from "../../parts/Address.tsx";
import { Amount } from "../../parts/Amount.tsx";
import { Card } from "../../parts/Card.tsx";
import { Lines } from "../../parts/Lines.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { SourceMark } from "../../verified/SourceMark.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { LinkUnreadable } from "./LinkUnreadable.tsx";
import { OrderCard } from "./OrderCard.tsx";
import { type Product, readProduct } from "./products.ts";
import { quantityIn } from "./quantity.ts";
import { Returnable } from "./Returnable.tsx";
import { SellerLine } from "./SellerLine.tsx";
import css from "./shop.module.css";
import { indexedSku, loggedSku } from "./skus.ts";

/** One product, by the link of whoever sells it. */
export default function ProductPage() {
  const link = readShopLink(useParams());
  if (link?.product === undefined) return <LinkUnreadable />;
  return <ProductOf link={link} number={link.product} />;
}

function ProductOf({ link, number: product }: { readonly link: ShopLink; readonly number: bigint }) {
  const { t } = useTranslation("shop");
  const { number } = useFormats();
  const [typed, setTyped] = useState("1");
  const { data, error } = useChain(["shop", "product", String(product)], (access) => readProduct(access, product));
  const quantity = quantityIn(typed);
  return (
    <>
      <h1>{t("product.name", { number: number(product) })}</h1>
      <SellerLine link={link} />
      {error === null ? null : <ErrorNotice error={error} />}
      {data === undefined && error === null ? <Loading /> : null}
      {data === undefined ? null : <Terms product={data.value} block={data.block} />}
      {data?.value.closed === true ? <Notice kind="warning">{t("product.closed")}</Notice> : null}
      {data?.value.closed === false ? (
        <>
          <Card title={t("quantity.title")}>
            <div className={css.form}>
              <label>
                <span>{t("quantity.label")}</span>
                <input
                  inputMode="numeric"
                  value={typed}
                  onChange={({ target }) => setTyped(target.value)}
                  aria-invalid={quantity === undefined}
                  autoComplete="off"
                />
              </label>
            </div>
            {quantity === undefined ? <Notice kind="error">{t("quantity.invalid")}</Notice> : null}
          </Card>
          {quantity === undefined ? null : (
            <OrderCard wish={{ seller: link.seller, campaign: link.campaign, product, quantity }} />
          )}
        </>
      ) : null}
      <p>
        <Link href={shopPath({ ...link, product: undefined })}>{t("product.all")}</Link>
      </p>
    </>
  );
}

function Terms({ product, block }: { readonly product: Product; readonly block: number }) {
  const { t } = useTranslation("shop");
  const sku = useSku(product.number);
  const lines = [
    ...(sku === undefined ? [] : [{ label: t("product.sku"), value: <bdi>{sku}</bdi> }]),
    { label: t("product.price"), value: <Amount units={product.retail} /> },
    { label: t("product.cv"), value: <Amount units={product.volume} /> },
    { label: t("product.returns"), value: <Returnable terms={product} /> },
    ...(product.returnKind === "goods"
      ? [{ label: t("product.arbiter"), value: <Address address={product.arbiter} /> }]
      : []),
  ];
  return (
    <Card title={t("product.terms")} aside={<SourceMark source={{ from: "chain", block }} />}>
      <Lines lines={lines} />
      <p className="muted">{t("product.cvMeans")}</p>
    </Card>
  );
}

/** A product's code, from the indexer where it answers, else from the chain's events; undefined until it is known. */
function useSku(product: bigint): string | undefined {
  const { indexerUrl, firstBlock } = useConfig();
  const { access, live } = useChainState();
  const { status } = useIndexer();
  const { data } = useQuery({
    queryKey: ["sku", access.client.address, String(product), status],
    queryFn: async () => {
      const known =
        status === "answers" && indexerUrl !== undefined
          ? await indexedSku(new IndexerClient(indexerUrl), product)
          : await loggedSku(access.client, live, firstBlock, product);
      return known ?? null;
    },
    enabled: status !== "asking",
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return data ?? undefined;
}
