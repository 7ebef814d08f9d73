import type { Story } from "../../../examples/company/generator/story.ts";
import type { Progress } from "../../../packages/cli/src/terminal/progress.ts";
import { grouped } from "../../../packages/cli/src/terminal/text.ts";
import type { LocalNetwork } from "../../local/network.ts";
import type { Programme } from "../../local/programme.ts";
import { dayOf } from "../../local/time.ts";
import { Stage } from "../run/stage.ts";
import type { Wallets } from "../run/wallets.ts";
import { addProducts, importLegacy, open } from "./prepare.ts";

/** A programme, and the wallets of those who run it. */
interface Founded {
  readonly programme: Programme;
  readonly wallets: Wallets;
}

/** From a programme that was deployed to one that is open. */
export async function setUp(
  network: LocalNetwork,
  story: Story,
  { programme, wallets }: Founded,
  progress: Progress,
): Promise<Stage> {
  const [chainId, issuer] = [await programme.reader.chainId(), await programme.stablecoin.owner()];
  const stage = new Stage(story, programme, wallets, network, { chainId, issuer });
  await network.clock.gather(true);
  await addProducts(stage);
  await importLegacy(stage);
  progress.done(`${story.products.length} products added, ${grouped(story.legacy.length)} people imported`);
  await open(stage);
  progress.done(`Opened by the timelock on ${dayOf(stage.now)}`);
  return stage;
}
