import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import { type CsvValue, csvText } from "./csv.ts";

interface CsvButtonProps {
  /** Name of the file, for example `statement-2026.csv`. */
  readonly file: string;
  /** The rows, heads first; asked for when the button is pressed. */
  rows(): readonly (readonly CsvValue[])[];
}

/** Saves rows as a CSV file; nothing leaves the browser. */
export function CsvButton({ file, rows }: CsvButtonProps) {
  const { t } = useTranslation("common");
  const save = () => {
    const url = URL.createObjectURL(new Blob([csvText(rows())], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = file;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button kind="plain" onClick={save}>
      {t("parts.csv")}
    </Button>
  );
}
