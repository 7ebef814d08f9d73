import type { SaleState } from "@upline/protocol";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useIndexed, useIndexer } from "../../indexer/use-indexed.ts";
import { shortAddress } from "../../parts/Address.tsx";
import { Button } from "../../parts/Button.tsx";
import { Card } from "../../parts/Card.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { SourceMark } from "../../verified/SourceMark.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { type OrderRow, OrderTable } from "./OrderTable.tsx";

/** A sale as the indexer lists it. Ids and amounts come as text. */
interface Item {
  readonly id: string;
  readonly state: SaleState;
  readonly final: boolean;
  readonly seller: string;
  readonly total: string;
  readonly placedAt: string;
  readonly deadline: string;
  readonly block: string;
  readonly transaction: string;
}

const QUERY = `query ($buyer: String!, $limit: Int!) {
  sales(where: { buyer: $buyer }, orderBy: "placedAt", orderDirection: "desc", limit: $limit) {
    items { id state final seller total placedAt deadline block transaction }
    totalCount
  }
}`;

/** Orders that are read at once, and the most that the indexer gives in one answer. */
const AT_ONCE = 50;
const AT_MOST = 1_000;

/** A wallet's orders out of the indexer's lists. */
export function IndexedHistory({ account }: { readonly account: string }) {
  const { t } = useTranslation("orders");
  const { source } = useIndexer();
  const [limit, setLimit] = useState(AT_ONCE);
  const { data, error } = useIndexed(["orders", account, limit], (indexer) =>
    indexer.query<{ sales: { items: readonly Item[]; totalCount: number } }>(QUERY, {
      buyer: account.toLowerCase(),
      limit,
    }),
  );
  const rows = data?.sales.items.map(rowOf);
  const hasMore = data !== undefined && data.sales.totalCount > limit && limit < AT_MOST;
  return (
    <Card title={t("yours")} aside={<SourceMark source={source} />}>
      {error === null ? null : <ErrorNotice error={error} />}
      {rows === undefined ? error === null && <Loading /> : <OrderTable rows={rows} />}
      {hasMore ? (
        <p>
          <Button kind="plain" onClick={() => setLimit(Math.min(limit * 2, AT_MOST))}>
            {t("more")}
          </Button>
        </p>
      ) : null}
    </Card>
  );
}

function rowOf({ id, state, final, seller, total, placedAt, deadline, block, transaction }: Item): OrderRow {
  const key = final ? transaction : id;
  return {
    path: `/orders/${key}`,
    name: shortAddress(key),
    placedAt: BigInt(placedAt),
    block,
    seller: BigInt(seller),
    total: BigInt(total),
    state: final ? "none" : state,
    deadline: BigInt(deadline),
  };
}
