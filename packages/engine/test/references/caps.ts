/** Caps as their definitions read, one after the other, each on what the one before left. */
export type CapTerms =
  | { readonly kind: "person"; readonly most: number }
  | { readonly kind: "share"; readonly rate: number }
  | { readonly kind: "company"; readonly rate: number };

export function capsReference(
  earned: ReadonlyMap<number, number>,
  caps: readonly CapTerms[],
  volume: number,
): ReadonlyMap<number, number> {
  let now = earned;
  for (const cap of caps) {
    const sum = [...now.values()].reduce((a, b) => a + b, 0);
    now = new Map([...now].map(([id, amount]) => [id, after(cap, amount, sum, volume)]));
  }
  return new Map([...now].filter(([, amount]) => amount > 0));
}

function after(cap: CapTerms, amount: number, sum: number, volume: number): number {
  if (cap.kind === "person") return Math.min(amount, cap.most);
  if (cap.kind === "share") return Math.floor((amount * cap.rate) / 10_000);
  const limit = Math.floor((volume * cap.rate) / 10_000);
  return sum <= limit ? amount : Math.floor((amount * limit) / sum);
}
