import type { Stage } from "../stage.ts";

/** Gives an account so many units of the token, of which the core may take as many as it has. */
export async function equip(stage: Stage, account: string, amount: bigint): Promise<void> {
  stage.equipped.add(account);
  const token = stage.programme.stablecoin.interface;
  await stage.callToken(stage.issuer, `minting for ${account}`, token.encodeFunctionData("mint", [account, amount]));
  const approval = token.encodeFunctionData("approve", [stage.programme.core, amount]);
  await stage.callToken(account, `approving by ${account}`, approval);
}
