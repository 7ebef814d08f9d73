import { AnswerTooLarge, EndpointInvalid } from "./faults.ts";

/** An answer of a server, whatever it says. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** Received, unpacked. */
  readonly bytes: number;
  /** After how many milliseconds the server wants to be asked again, if it says so. */
  readonly retryAfter: number | undefined;
}

/** Where requests go, and with what authorization. */
export interface HttpEndpoint {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads an endpoint's URL, which may have user and password. @throws EndpointInvalid */
export function httpEndpoint(text: string): HttpEndpoint {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new EndpointInvalid();
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const headers = { "content-type": "application/json" };
  if (username === "") return { url: url.href, headers };
  const bytes = new TextEncoder().encode(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return { url: url.href, headers: { ...headers, authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` } };
}

/**
 * Posts JSON. The time limit is for the whole answer, and no more of it is read than the limit allows.
 * @throws AnswerTooLarge, or what `fetch` throws; a `TimeoutError` after the time limit.
 */
export async function post(
  { url, headers }: HttpEndpoint,
  body: string,
  method: string,
  limits: { readonly milliseconds: number; readonly answerBytes: number },
): Promise<HttpAnswer> {
  const response = await fetch(url, {
    method: "POST",
    headers,
    body,
    redirect: "error",
    signal: AbortSignal.timeout(limits.milliseconds),
  });
  const { text, bytes } = await readText(response, method, limits.answerBytes);
  return { status: response.status, text, bytes, retryAfter: retryAfter(response) };
}

async function readText(response: Response, method: string, limit: number): Promise<{ text: string; bytes: number }> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (bytes > limit) throw new AnswerTooLarge(method, limit);
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  parts.push(decoder.decode());
  return { text: parts.join(""), bytes };
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}
