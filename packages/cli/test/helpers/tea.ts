import type { Folder } from "./upline.ts";

/** A plan of three levels with dynamic compression. */
export const TEA = {
  upline: 1,
  name: "Green Tea",
  currency: { code: "USD", decimals: 2 },
  activity: { customerVolume: 50 },
  bonuses: [
    {
      id: "levels",
      family: "unilevel",
      levels: [{ rate: 1000 }, { rate: 500 }, { rate: 300 }],
      compression: "dynamic",
    },
  ],
};

export const NETWORK = "id,sponsor,name\n1,,Ann\n2,1,Ben\n3,2,Cleo\n4,3,Dan\n";
export const SALES = "id,seller,cv\nS1,1,60.00\nS2,3,80.00\nS3,4,100.55\n";

/** Options that name the files which {@link writeTea} writes. */
export const FILES = ["--plan", "plan.json", "--network", "network.csv", "--sales", "sales.csv"] as const;

/** Writes a plan, four people and three sales; one of the files may be another. */
export function writeTea(folder: Folder, { plan = TEA as object, network = NETWORK, sales = SALES } = {}): void {
  folder.write("plan.json", plan);
  folder.write("network.csv", network);
  folder.write("sales.csv", sales);
}
