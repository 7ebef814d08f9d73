import { ProtocolError, type Timelock, Timelock__factory } from "../../packages/protocol/src/index.ts";
import { readHolders } from "./roles.ts";
import type { Session } from "./session.ts";

/** No timelock administers the core. */
export class TimelockMissing extends ProtocolError {
  override readonly name = "TimelockMissing";

  constructor(core: string) {
    super(
      `no timelock holds the admin role of ${core}`,
      { core },
      "See who holds it with scripts/show-powers.ts; an account or a multisig acts without a timelock's delay.",
    );
  }
}

/** The timelock that administers the core. @throws TimelockMissing */
export async function findTimelock(session: Session): Promise<Timelock> {
  const holders = await readHolders(session, "DEFAULT_ADMIN_ROLE");
  const timelock = holders.find(({ kind }) => kind === "timelock");
  if (timelock === undefined) throw new TimelockMissing(session.address);
  return Timelock__factory.connect(timelock.address, session.provider);
}
