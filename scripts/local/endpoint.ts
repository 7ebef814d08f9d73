import { createServer } from "node:net";
import { ProtocolError } from "../../packages/protocol/src/index.ts";

/** Where a server listens. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Another program listens on the port that was asked for. */
export class PortInUse extends ProtocolError {
  override readonly name = "PortInUse";

  constructor({ host, port }: Endpoint) {
    super(
      `port ${port} on ${host} is in use`,
      { host, port },
      "Stop what uses it, choose another with --port, or leave --port out to take the next free one.",
    );
  }
}

/** A server cannot listen there. */
export class HostInvalid extends ProtocolError {
  override readonly name = "HostInvalid";

  constructor(host: string, reason: string) {
    super(`cannot listen on ${host}: ${reason}`, { host, reason }, "Name an address of this computer with --host.");
  }
}

/** The port where local networks usually are. */
export const USUAL_PORT = 8545;
const TRIES = 100;

/**
 * A free port.
 * @param wanted The only one that will do; the next free from `usual` on if none is given.
 * @throws PortInUse, HostInvalid
 */
export async function findEndpoint(host: string, wanted?: number, usual = USUAL_PORT): Promise<Endpoint> {
  const first = wanted ?? usual;
  for (let port = first; port < first + (wanted === undefined ? TRIES : 1); port++) {
    if (await isFree({ host, port })) return { host, port };
  }
  throw new PortInUse({ host, port: first });
}

function isFree({ host, port }: Endpoint): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(new HostInvalid(host, error.message));
    });
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** The address of a server as a wallet takes it. */
export function urlOf({ host, port }: Endpoint): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
