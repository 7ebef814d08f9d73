import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { shortAddress } from "../../parts/Address.tsx";
import { Button } from "../../parts/Button.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import type { Member, TeamSource } from "../model/member.ts";
import css from "./team.module.css";

interface SearchProps {
  readonly source: TeamSource;
  /** Shows somebody. @throws Why he cannot be shown. */
  readonly onFind: (id: bigint) => Promise<void>;
}

/** What a search came to. */
type Outcome =
  | { readonly is: "nothing yet" | "looking" }
  | { readonly is: "found"; readonly members: readonly Member[] }
  | { readonly is: "failed"; readonly error: unknown };

/** Looks for a number or a wallet, and shows who it is in the tree. */
export function Search({ source, onFind }: SearchProps) {
  const { t } = useTranslation("team");
  const [outcome, setOutcome] = useState<Outcome>({ is: "nothing yet" });
  const id = useId();

  const attempt = async (work: () => Promise<Outcome>) => {
    setOutcome({ is: "looking" });
    setOutcome(await work().catch((error: unknown): Outcome => ({ is: "failed", error })));
  };
  const show = (member: Member) =>
    attempt(async () => {
      await onFind(member.id);
      return { is: "nothing yet" };
    });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("text") ?? "").trim();
    if (text === "") return;
    void attempt(async () => {
      const members = await source.search(text);
      const [only] = members;
      if (only === undefined || members.length > 1) return { is: "found", members };
      await onFind(only.id);
      return { is: "nothing yet" };
    });
  };

  return (
    <search className={css.search}>
      <form onSubmit={submit}>
        <label htmlFor={id} className="visually-hidden">
          {t("search.label")}
        </label>
        <input
          id={id}
          name="text"
          type="search"
          placeholder={t("search.label")}
          autoComplete="off"
          spellCheck={false}
        />
        <Button kind="plain" type="submit">
          {t("search.go")}
        </Button>
      </form>
      <div role="status">
        {outcome.is === "looking" ? t("search.looking") : null}
        {outcome.is === "found" ? t("search.found", { count: outcome.members.length }) : null}
      </div>
      {outcome.is === "found" ? <Found members={outcome.members} onPick={show} /> : null}
      {outcome.is === "failed" ? <ErrorNotice error={outcome.error} /> : null}
    </search>
  );
}

function Found({
  members,
  onPick,
}: {
  readonly members: readonly Member[];
  readonly onPick: (member: Member) => void;
}) {
  const { t } = useTranslation("team");
  return (
    <ul className={css.found}>
      {members.map((member) => (
        <li key={String(member.id)}>
          <button type="button" className={css.link} onClick={() => onPick(member)}>
            {t("row.person", { id: String(member.id) })}{" "}
            {member.wallet === undefined ? null : <bdi dir="ltr">{shortAddress(member.wallet)}</bdi>}
          </button>
        </li>
      ))}
    </ul>
  );
}
