import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { useChain } from "../../chain/use-chain.ts";
import { useFormats } from "../../language/use-formats.ts";
import { readShopLink, type ShopLink, shopPath } from "../../links/shop-link.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Button } from "../../parts/Button.tsx";
import { Empty } from "../../parts/Empty.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { LinkUnreadable } from "./LinkUnreadable.tsx";
import { groupsOf, type Product, readProducts } from "./products.ts";
import { Returnable } from "./Returnable.tsx";
import { SellerLine } from "./SellerLine.tsx";
import css from "./shop.module.css";

/** All that can be bought from the distributor who gave the link. */
export default function ProductsPage() {
  const { t } = useTranslation("shop");
  const link = readShopLink(useParams());
  const [shown, setShown] = useState(1);
  const { data, error } = useChain(["shop", "last"], ({ client }) => client.core.lastProduct());
  if (link === undefined) return <LinkUnreadable />;
  const groups = data === undefined ? undefined : groupsOf(data.value);
  return (
    <>
      <h1>{t("title")}</h1>
      <SellerLine link={link} />
      {error === null ? null : <ErrorNotice error={error} />}
      {groups === undefined && error === null ? <Loading /> : null}
      {groups?.length === 0 ? <Empty>{t("none")}</Empty> : null}
      {groups?.slice(0, shown).map((numbers) => (
        <Group key={String(numbers[0])} numbers={numbers} link={link} />
      ))}
      {groups !== undefined && groups.length > shown ? (
        <p>
          <Button kind="plain" onClick={() => setShown(shown + 1)}>
            {t("more")}
          </Button>
        </p>
      ) : null}
    </>
  );
}

interface GroupProps {
  readonly numbers: readonly bigint[];
  readonly link: ShopLink;
}

function Group({ numbers, link }: GroupProps) {
  const { t } = useTranslation("shop");
  const key = ["shop", "products", String(numbers[0]), numbers.length];
  const { data, error } = useChain(key, (access) => readProducts(access, numbers));
  if (error !== null) return <ErrorNotice error={error} />;
  if (data === undefined) return <Loading />;
  if (data.value.length === 0) return <Empty>{t("closedGroup")}</Empty>;
  return (
    <ul className={css.products}>
      {data.value.map((product) => (
        <Item key={String(product.number)} product={product} link={link} />
      ))}
    </ul>
  );
}

function Item({ product, link }: { readonly product: Product; readonly link: ShopLink }) {
  const { t } = useTranslation("shop");
  const { number } = useFormats();
  return (
    <li className={css.product}>
      <Link href={shopPath({ ...link, product: product.number })}>
        {t("product.name", { number: number(product.number) })}
      </Link>
      <span className={css.price}>
        <Amount units={product.retail} />
      </span>
      <span className="muted">
        {t("product.cv")} <Amount units={product.volume} />
      </span>
      <span className="muted">
        <Returnable terms={product} />
      </span>
    </li>
  );
}
