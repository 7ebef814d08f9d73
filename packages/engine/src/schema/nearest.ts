/** The known word that a misspelt one most likely means; undefined if none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = edits(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least && distance <= mostEdits(word, candidate)) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Two letters, or a third of a longer word; of a short word that begins otherwise, most words are so near. */
function mostEdits(word: string, candidate: string): number {
  const short = word.length <= 4 && word[0]?.toLowerCase() !== candidate[0]?.toLowerCase();
  return short ? 1 : Math.max(2, Math.floor(word.length / 3));
}

/** How many letters must be put in, taken out or changed to make one word of the other. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const change = (row[column] as number) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[column + 1] as number) + 1, (next[column] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
