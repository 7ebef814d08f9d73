import { expect } from "chai";
import { TooManyRequests } from "../src/failures.ts";
import { clientAddress } from "../src/server/client-address.ts";
import { RateLimit } from "../src/server/rate-limit.ts";

// who a request counts for
// how often a client may ask

describe("clientAddress", () => {
  for (const [peer, forwarded, proxies, expected] of [
    ["203.0.113.1", undefined, 0, "203.0.113.1"],
    ["203.0.113.1", "198.51.100.7", 0, "203.0.113.1"],
    ["10.0.0.1", "198.51.100.7", 1, "198.51.100.7"],
    ["10.0.0.1", "1.2.3.4, 198.51.100.7", 1, "198.51.100.7"],
    ["10.0.0.1", "1.2.3.4, 198.51.100.7, 10.0.0.2", 2, "198.51.100.7"],
    ["10.0.0.1", undefined, 1, "10.0.0.1"],
    ["::ffff:203.0.113.1", undefined, 0, "203.0.113.1"],
    ["2001:db8:1:2:3:4:5:6", undefined, 0, "2001:db8:1:2::/64"],
    ["2001:db8:1:2::ffff", undefined, 0, "2001:db8:1:2::/64"],
    ["2001:db8::1", undefined, 0, "2001:db8:0:0::/64"],
    ["::1", undefined, 0, "0:0:0:0::/64"],
  ] as const) {
    it(`${peer}, forwarded for ${forwarded ?? "nobody"}, behind ${proxies}: ${expected}`, () => {
      expect(clientAddress(peer, forwarded, proxies)).to.equal(expected);
    });
  }
});

describe("RateLimit", () => {
  let now = 0;
  const passes = (limit: RateLimit, client: string) => {
    try {
      limit.take(client);
      return true;
    } catch (error) {
      if (error instanceof TooManyRequests) return error.retryAfter;
      throw error;
    }
  };

  it("lets so many pass at once, then one every so often", () => {
    const limit = new RateLimit(6, () => now);
    expect(Array.from({ length: 7 }, () => passes(limit, "a"))).to.deep.equal([...Array(6).fill(true), 10]);
    now += 4_000;
    expect(passes(limit, "a")).to.equal(6);
    now += 6_000;
    expect([passes(limit, "a"), passes(limit, "a")]).to.deep.equal([true, 10]);
    expect(passes(limit, "b")).to.equal(true);
    now += 3_600_000;
    expect(Array.from({ length: 7 }, () => passes(limit, "a"))).to.deep.equal([...Array(6).fill(true), 10]);
  });

  it("remembers 10,000 clients, and forgets who asked longest ago", () => {
    const limit = new RateLimit(1, () => now);
    for (let client = 0; client <= 10_000; ++client) limit.take(String(client));
    expect([passes(limit, "10000"), passes(limit, "1")].every((answer) => typeof answer === "number")).to.equal(true);
    expect(passes(limit, "0")).to.equal(true);
  });
});
