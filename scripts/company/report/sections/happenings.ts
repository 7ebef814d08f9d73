import { heading, right, type Setting } from "../../../../packages/cli/src/terminal/section.ts";
import { table } from "../../../../packages/cli/src/terminal/table.ts";
import { grouped } from "../../../../packages/cli/src/terminal/text.ts";
import type { PushResult } from "../../../../packages/protocol/src/index.ts";
import type { Report } from "../../main-job.ts";

/** What a push came to, where it is not that it paid. */
const NOT_PAID: Readonly<Partial<Record<PushResult, string>>> = {
  held: "held at a push",
  recovering: "in recovery at a push",
  refused: "refused by the screen",
  failed: "could not receive",
};

/** What happened to people, and how they were paid. */
export function renderHappenings({ happenings, stage }: Report, setting: Setting): string {
  const { people, holds, claims, pushes } = happenings;
  const unpaid = pushes.results.flatMap(([result, count]): (readonly [string, number, string])[] => {
    const name = NOT_PAID[result];
    return name === undefined ? [] : [[name, count, "kept the balance"]];
  });
  const pushed = pushes.results.find(([result]) => result === "paid")?.[1] ?? 0;
  const rows: readonly (readonly [string, number, string])[] = [
    [
      "imported",
      people.imported,
      `${grouped(people.withoutWallet)} without a wallet, ${grouped(people.bound)} bound later`,
    ],
    ["enrolled", people.enrolled, "by invitation"],
    ["ranks set", people.ranks, "for the month to come"],
    ["moved to another wallet", people.moved, ""],
    ["lost the wallet", people.recovered, "recovered by a guardian"],
    ["held", holds.placed, `${grouped(holds.lifted)} lifted, ${grouped(holds.lapsed)} lapsed`],
    ["paid by a push", pushed, `at ${grouped(pushes.times)} months' ends, and at the end of all`],
    ...unpaid,
    ["claimed", claims.paid, `${grouped(claims.nothing)} more had nothing to claim, ${grouped(claims.held)} were held`],
  ];
  const shown = rows.map(([what, count, note]) => [
    what,
    count === 0 ? "–" : grouped(count),
    setting.colours.dim(note),
  ]);
  const title = heading(`What happened to ${grouped(stage.story.people - 1)} people`, setting);
  return `${title}\n${table([{ head: "" }, right("times"), { head: "" }], shown, setting.colours.dim)}`;
}
