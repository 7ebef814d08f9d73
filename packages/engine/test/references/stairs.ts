// The differential of a period as its definition says it: every distributor's sales go up alone, person by person, and
// what one leg brings at one rate is then added up and rounded once.

export interface Climber {
  readonly id: number;
  readonly parent: number;
  readonly active: boolean;
  readonly rate: number;
  readonly sold: bigint;
}

/** `<beneficiary> <leg> <rate below>` → the volume on which he is paid his own rate less that one. */
export type StairVolumes = ReadonlyMap<string, bigint>;

export function stairVolumes(people: readonly Climber[]): StairVolumes {
  const byId = new Map(people.map((person) => [person.id, person]));
  const volumes = new Map<string, bigint>();
  for (const source of people) {
    let highest = 0;
    let leg = source.id;
    for (let at: Climber | undefined = source; at !== undefined; at = byId.get(at.parent)) {
      if (at.active && at.rate > highest) {
        const key = `${at.id} ${leg} ${highest}`;
        volumes.set(key, (volumes.get(key) ?? 0n) + source.sold);
        highest = at.rate;
      }
      leg = at.id;
    }
  }
  return volumes;
}
