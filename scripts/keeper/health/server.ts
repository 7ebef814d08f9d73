import { createServer, type Server, type ServerResponse } from "node:http";
import { toJson } from "../../../packages/cli/src/terminal/output.ts";
import { ProtocolError } from "../../../packages/protocol/src/index.ts";
import { metricsText } from "./metrics.ts";
import type { Status, Verdict } from "./status.ts";

/** Where others ask how the keeper is. */
export interface HealthEndpoint {
  readonly host: string;
  readonly port: number;
}

/** The health endpoint cannot listen there. */
export class HealthPortUnusable extends ProtocolError {
  override readonly name = "HealthPortUnusable";

  constructor({ host, port }: HealthEndpoint, reason: string) {
    super(`cannot listen on ${host}, port ${port}: ${reason}`, { host, port }, "Name another with --health-port.");
  }
}

/**
 * Answers `/health` (200 or 503, JSON) and `/metrics` (Prometheus's text format).
 * @param look How the keeper is now.
 * @throws HealthPortUnusable
 */
export function serveHealth(endpoint: HealthEndpoint, look: () => readonly [Status, Verdict]): Promise<Server> {
  const server = createServer(({ method, url = "/" }, response) => {
    const [status, verdict] = look();
    const path = url.split("?", 1)[0];
    if (method !== "GET" && method !== "HEAD") answer(response, 405, "text/plain", "Only GET.\n");
    else if (path === "/health")
      answer(response, verdict.healthy ? 200 : 503, "application/json", `${toJson({ ...verdict, ...status })}\n`);
    else if (path === "/metrics") answer(response, 200, "text/plain; version=0.0.4", metricsText(status, verdict));
    else answer(response, 404, "text/plain", "There are /health and /metrics.\n");
  });
  // What is never ended would keep the process from ending.
  server.unref();
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(new HealthPortUnusable(endpoint, error.message)));
    server.listen(endpoint.port, endpoint.host, () => resolve(server));
  });
}

function answer(response: ServerResponse, code: number, type: string, body: string): void {
  response.writeHead(code, { "Content-Type": type, "Cache-Control": "no-store" }).end(body);
}
