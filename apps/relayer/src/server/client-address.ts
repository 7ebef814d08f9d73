import { isIPv6 } from "node:net";

/** Groups of an IPv6 address that one household has. */
const NETWORK_GROUPS = 4;
const GROUPS = 8;

/**
 * Whom a request counts for: the peer, or who the given number of proxies says that it came from. What stands in the header
 * before that was written by the client and counts for nothing. Of IPv6 only the network counts, since one client has as
 * many addresses in it as he likes.
 * @param peer The address at the other end of the connection.
 * @param forwarded The header X-Forwarded-For.
 */
export function clientAddress(peer: string, forwarded: string | undefined, proxies: number): string {
  const told = (forwarded ?? "").split(",").map((one) => one.trim());
  const chain = [...told.filter((one) => one !== ""), peer];
  const address = chain.at(-1 - proxies) ?? chain[0] ?? peer;
  return isIPv6(address) ? networkOf(address) : address;
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [left = "", right] = address.split("::");
  const groups = left === "" ? [] : left.split(":");
  const rest = right === undefined || right === "" ? [] : right.split(":");
  const zeros = right === undefined ? [] : Array.from({ length: GROUPS - groups.length - rest.length }, () => "0");
  const all = [...groups, ...zeros, ...rest].slice(0, NETWORK_GROUPS);
  return `${all.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
