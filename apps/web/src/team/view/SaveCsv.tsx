import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChainState } from "../../chain/ChainContext.tsx";
import { Button } from "../../parts/Button.tsx";
import { csvPieces } from "../model/csv.ts";
import type { LevelledMember } from "../model/member.ts";

interface SaveCsvProps {
  readonly rows: readonly LevelledMember[];
  /** Whose team it is. */
  readonly top: bigint;
  readonly isDisabled: boolean;
}

/** Saves the rows, as they are filtered and sorted, as a file; nothing leaves the browser. */
export function SaveCsv({ rows, top, isDisabled }: SaveCsvProps) {
  const { t } = useTranslation("common");
  const { unit } = useChainState();
  const [isMaking, setMaking] = useState(false);
  const save = async () => {
    setMaking(true);
    const pieces = await csvPieces(rows, unit.decimals);
    const url = URL.createObjectURL(new Blob([...pieces], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `team-${top}.csv`;
    link.click();
    URL.revokeObjectURL(url);
    setMaking(false);
  };
  return (
    <Button kind="plain" disabled={isDisabled || isMaking} onClick={() => void save()}>
      {t("parts.csv")}
    </Button>
  );
}
