import {
  type ErrorArgument,
  type ErrorFormats,
  RETURN_KINDS,
  SALE_STATES,
  SCREEN_ACTIONS,
  timelockStatesOf,
} from "@upline/protocol";
import type { i18n } from "i18next";
import { formatsOf } from "./formats.ts";

/** The last second of the year 9999; what is beyond is no date. */
const LAST_SECOND = 253_402_300_799n;

/** How the present language shows the values in the texts of errors: numbers and times by locale, choices in words. */
export function errorFormatsOf({ getFixedT, resolvedLanguage = "en" }: i18n): ErrorFormats {
  const t = getFixedT(resolvedLanguage, "words");
  const formats = formatsOf(resolvedLanguage);
  const list = new Intl.ListFormat(resolvedLanguage, { type: "disjunction" });
  const time = (seconds: bigint) => {
    if (seconds === 0n) return t("notSet");
    return seconds > LAST_SECOND ? formats.number(seconds) : formats.time(seconds);
  };
  return {
    amount: (value, token) => {
      const units = BigInt(value);
      return token === undefined ? t("tokenUnits", { amount: formats.number(units) }) : formats.amountOf(units, token);
    },
    percent: (value) => formats.percent(BigInt(value)),
    time: (value) => time(BigInt(value)),
    duration: (value) => formats.duration(BigInt(value), 4),
    boolean: (value) => t(value === true ? "boolean.true" : "boolean.false"),
    returnKind: (value) => chosen(RETURN_KINDS, value, (kind) => t(`returnKind.${kind}`)),
    saleState: (value) => chosen(SALE_STATES, value, (state) => t(`saleState.${state}`)),
    screenAction: (value) => chosen(SCREEN_ACTIONS, value, (action) => t(`screenAction.${action}`)),
    timelockStates: (value) => list.format(timelockStatesOf(BigInt(value)).map((state) => t(`timelockState.${state}`))),
  };
}

function chosen<T extends string>(names: readonly T[], value: ErrorArgument, wordOf: (name: T) => string): string {
  const name = names[Number(value)];
  return name === undefined ? String(value) : wordOf(name);
}
