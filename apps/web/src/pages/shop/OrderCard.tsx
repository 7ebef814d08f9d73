import type { Quote } from "@upline/protocol";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useChainState } from "../../chain/ChainContext.tsx";
import { useChain } from "../../chain/use-chain.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Button } from "../../parts/Button.tsx";
import { Card } from "../../parts/Card.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { SplitTable } from "../../split/SplitTable.tsx";
import { partsOfQuote } from "../../split/split.ts";
import { SourceMark } from "../../verified/SourceMark.tsx";
import { useWallet } from "../../wallet/WalletContext.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { useWrite } from "../../writes/WritesContext.tsx";
import { orderPath } from "../orders/order-path.ts";
import { orderOf, purchaseSteps, type Wish } from "./purchase.ts";
import { Returnable } from "./Returnable.tsx";
import css from "./shop.module.css";

/** Stands for a customer while no wallet is connected: it never belonged to a distributor, and nobody has its key. */
const ANY_CUSTOMER = "0x000000000000000000000000000000000000dEaD";

/** Who gets what of an order, from the contract's own quote, and the way to buy it. */
export function OrderCard({ wish }: { readonly wish: Wish }) {
  const { t } = useTranslation("shop");
  const { account } = useWallet();
  const { seller, campaign, product, quantity } = wish;
  const key = ["shop", "quote", account, ...[seller, campaign, product, quantity].map(String)];
  const { data, error } = useChain(key, async ({ client }) => {
    const [quote, held] = await Promise.all([
      client.quote(account ?? ANY_CUSTOMER, orderOf(wish)),
      account === undefined ? undefined : client.token().then((token) => token.balanceOf(account)),
    ]);
    return { quote, held };
  });
  const source = data && <SourceMark source={{ from: "chain", block: data.block }} />;
  return (
    <Card title={t("split.title")} aside={source}>
      {error === null ? null : <ErrorNotice error={error} />}
      {data === undefined && error === null ? <Loading /> : null}
      {data === undefined || error !== null ? null : (
        <Quoted wish={wish} quote={data.value.quote} held={data.value.held} />
      )}
    </Card>
  );
}

interface QuotedProps {
  readonly wish: Wish;
  readonly quote: Quote;
  /** What the connected wallet has, in token units. */
  readonly held: bigint | undefined;
}

function Quoted({ wish, quote, held }: QuotedProps) {
  const { t } = useTranslation("shop");
  const buy = useBuy(wish, quote);
  const lacks = held !== undefined && held < quote.total;
  return (
    <>
      {quote.kind === "personal" ? <Notice kind="info">{t("kind.personal")}</Notice> : null}
      {quote.kind === "distributor" ? <Notice kind="info">{t("kind.distributor")}</Notice> : null}
      <SplitTable parts={partsOfQuote(quote)} total={quote.total} />
      <Skipped quote={quote} />
      <p>{t("split.fixed")}</p>
      <p>
        <Returnable terms={quote} />
      </p>
      {held === undefined ? <Notice kind="info">{t("buy.connect")}</Notice> : null}
      {lacks ? (
        <Notice kind="warning">
          {t("buy.lacks")} <Amount units={held} />
        </Notice>
      ) : null}
      <p>
        <Button disabled={held === undefined || lacks} onClick={buy}>
          {t("buy.now")}
        </Button>
      </p>
    </>
  );
}

/** Who was looked at for a level and gets nothing, and why. */
function Skipped({ quote: { skipped } }: { readonly quote: Quote }) {
  const { t } = useTranslation("shop");
  if (skipped.length === 0) return null;
  return (
    <details>
      <summary>{t("skipped.title")}</summary>
      <ul className={css.skipped}>
        {skipped.map(({ level, id, reason }) => (
          <li key={`${level} ${id}`}>{t(`skipped.${reason}`, { id: String(id), level: String(level) })}</li>
        ))}
      </ul>
    </details>
  );
}

/** Buys what was quoted, for no more than the total that was shown, and opens the order when it is placed. */
function useBuy(wish: Wish, quote: Quote): () => void {
  const { t } = useTranslation("shop");
  const { settings, access } = useChainState();
  const write = useWrite();
  const [, go] = useLocation();
  const { total } = quote;
  const labels = { reset: t("buy.reset"), allow: t("buy.allow"), buy: t("buy.send") };
  return () => {
    let placed: string | undefined;
    write({
      title: t("buy.title"),
      lines: [
        { label: t("product.label"), value: String(wish.product) },
        { label: t("quantity.label"), value: String(wish.quantity) },
        { label: t("buy.from"), value: t("split.person", { id: String(wish.seller) }) },
        { label: t("buy.most"), value: <Amount units={total} /> },
      ],
      notes: <Returnable terms={quote} />,
      steps: purchaseSteps(wish, total, settings.token, labels, (receipt) => {
        placed = orderPath(receipt, access.client.address);
      }),
      onDone: () => {
        if (placed !== undefined) go(placed);
      },
    });
  };
}
