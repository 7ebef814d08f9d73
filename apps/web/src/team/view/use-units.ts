import { useChainState } from "../../chain/ChainContext.tsx";
import { useFormats } from "../../language/use-formats.ts";

/** Amounts for columns: to the unit, and the token's name once in the head. */
export function useUnits(): { units(amount: bigint): string; readonly symbol: string } {
  const { unit } = useChainState();
  const { amountOf } = useFormats();
  const { decimals, symbol } = unit;
  return { symbol, units: (amount) => amountOf(amount, { decimals, symbol: "" }).trim() };
}
