/** Host credit as its definition reads, in units of money, step by step and unit by unit. */
export interface PartyTerms {
  readonly mode: "marginal" | "retroactive";
  readonly steps: readonly { readonly from: number; readonly rate: number; readonly amount: number }[];
}

export function partyReference(sold: number, { mode, steps }: PartyTerms): number {
  const reached = steps.filter(({ from }) => sold > 0 && sold >= from);
  const highest = reached.at(-1);
  if (highest === undefined) return 0;
  if (mode === "retroactive") return Math.floor((sold * highest.rate) / 10_000) + highest.amount;
  let credit = 0;
  for (const [index, { from, rate, amount }] of reached.entries()) {
    let within = 0;
    for (let unit = from; unit < sold && unit < (reached[index + 1]?.from ?? Infinity); unit++) within++;
    credit += Math.floor((within * rate) / 10_000) + amount;
  }
  return credit;
}
