import { getConnInfo } from "@hono/node-server/conninfo";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { secureHeaders } from "hono/secure-headers";
import type { Environment } from "../environment.ts";
import { BodyNotJson, BodyTooLarge, NothingThere, RelayFailure, RequestInvalid, TooSlow } from "../failures.ts";
import type { HealthCheck } from "../health.ts";
import type { Log } from "../log.ts";
import type { Relayer } from "../relayer.ts";
import type { Relayed } from "../sending/records.ts";
import { clientAddress } from "./client-address.ts";
import { exact } from "./json.ts";
import { RateLimit } from "./rate-limit.ts";

/** Bytes of the largest request. */
const BODY_LIMIT = 65_536;
/** Seconds in which a request is answered. */
const TIME_LIMIT = 30;
/** Looking is cheaper than sending. */
const LOOKS_PER_REQUEST = 20;

/** What answers requests. */
export interface Service {
  readonly relayer: Relayer;
  readonly health: HealthCheck;
  readonly environment: Pick<Environment, "origins" | "proxies" | "perMinute">;
  readonly log: Log;
}

/** The HTTP interface, see the README. */
export function createApp({ relayer, health, environment, log }: Service): Hono {
  const { origins, proxies, perMinute } = environment;
  const limits = {
    POST: new RateLimit(perMinute, () => performance.now()),
    GET: new RateLimit(perMinute * LOOKS_PER_REQUEST, () => performance.now()),
  };
  const count = (context: Context, method: keyof typeof limits) => {
    const peer = getConnInfo(context).remote.address ?? "unknown";
    limits[method].take(clientAddress(peer, context.req.header("x-forwarded-for"), proxies));
  };

  const app = new Hono();
  app.use(secureHeaders());
  app.use(
    cors({
      origin: [...origins],
      allowMethods: ["GET", "POST"],
      allowHeaders: ["Content-Type"],
      exposeHeaders: ["Retry-After"],
      maxAge: 600,
    }),
  );
  app.use(bodyLimit({ maxSize: BODY_LIMIT, onError: () => answerFailure(new BodyTooLarge(BODY_LIMIT)) }));

  app.post("/relay", async (context) => {
    count(context, "POST");
    const { relayed, known } = await inTime(relayer.relay(await bodyOf(context)));
    return answer(view(relayed), known ? 200 : 202);
  });
  app.get("/relay/:id", (context) => {
    count(context, "GET");
    const found = relayer.find(context.req.param("id"));
    if (found === undefined) throw new NothingThere(context.req.path);
    return answer(view(found), 200);
  });
  app.get("/health", async (context) => {
    count(context, "GET");
    const found = await health.look();
    return answer(found, found.canPay ? 200 : 503);
  });
  app.notFound((context) => answerFailure(new NothingThere(context.req.path)));
  app.onError((error) => {
    if (error instanceof RelayFailure) return answerFailure(error);
    log("failed", { problem: error.name });
    return answer({ error: UNEXPECTED }, 500);
  });
  return app;
}

const UNEXPECTED = {
  name: "Unexpected",
  args: {},
  sentence: "the relayer failed in a way that it does not know",
  advice: "Send the same request again: it is never sent twice.",
};

async function bodyOf({ req }: Context): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(req.header("content-type") ?? "")) throw new BodyNotJson();
  const text = await req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestInvalid("the body", text, "JSON");
  }
}

async function inTime<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow(TIME_LIMIT)), TIME_LIMIT * 1_000);
  });
  try {
    return await Promise.race([asked, over]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is told of a request. */
function view({ id, kind, state, hashes, block, final, problem }: Relayed): object {
  return { id, kind, state, transaction: hashes.at(-1), replaced: hashes.slice(0, -1), block, final, problem };
}

function answer(value: unknown, status: number, headers: Record<string, string> = {}): Response {
  return new Response(exact(value), {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers },
  });
}

function answerFailure({ name, values, message, advice, status, retryAfter }: RelayFailure): Response {
  const later: Record<string, string> = retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) };
  return answer({ error: { name, args: values, sentence: message, advice } }, status, later);
}
