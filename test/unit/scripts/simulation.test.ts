import { expect } from "chai";
import { concat, keccak256, toBeHex, zeroPadValue } from "ethers";
import type { Endpoint } from "../../../scripts/doctor/programme.ts";
import { giveTokens, HOLDER, type Overrides, Simulation } from "../../../scripts/doctor/simulation.ts";

// How scripts/doctor.ts gives a probe tokens in a simulated call.

const TOKEN = "0x00000000000000000000000000000000000070c3";
const key = zeroPadValue(HOLDER, 32);

describe("scripts/doctor/simulation.ts", () => {
  /** A token that keeps the holder's balance in one word, and refuses to answer if any of some others is set. */
  function tokenWith(place: string, worth = (word: bigint) => word): { simulation: Simulation; asked: () => number } {
    let asked = 0;
    const send = async (method: string, [{ to }, block, overrides]: [{ to: string }, string, Overrides]) => {
      ++asked;
      expect([method, to, block]).to.deep.equal(["eth_call", TOKEN, "0x7"]);
      const word = overrides[TOKEN]?.stateDiff?.[place];
      return toBeHex(word === undefined ? 0n : worth(BigInt(word)), 32);
    };
    return { simulation: new Simulation({ send } as unknown as Endpoint, 7), asked: () => asked };
  }

  const places = {
    "Solidity's first word": keccak256(concat([key, toBeHex(0, 32)])),
    "Solidity's tenth word": keccak256(concat([key, toBeHex(9, 32)])),
    "Vyper's fourth word": keccak256(concat([toBeHex(3, 32), key])),
    "OpenZeppelin's namespace": keccak256(
      concat([key, "0x52c63247e1f47db19d5ce0460030c497f067ca4cebf71ba98eeadabe20bace00"]),
    ),
    "Solady's seed": keccak256(concat([HOLDER, "0x000000000000000087a211a2"])),
  };

  for (const [name, place] of Object.entries(places)) {
    it(`finds ${name}, and changes no other word`, async () => {
      const { simulation, asked } = tokenWith(place);
      const given = await giveTokens(simulation, TOKEN, 10n ** 21n);
      expect(Object.keys(given?.[TOKEN]?.stateDiff ?? {})).to.deep.equal([place]);
      expect(asked()).to.be.at.most(10);
    });
  }

  it("finds the word of a token whose balances are not what stands there", async () => {
    const place = places["Solidity's first word"];
    const { simulation } = tokenWith(place, (shares) => (shares * 11n) / 10n);
    expect(Object.keys((await giveTokens(simulation, TOKEN, 10n ** 21n))?.[TOKEN]?.stateDiff ?? {})).to.deep.equal([
      place,
    ]);
  });

  it("finds nothing where the balance is elsewhere, or would be too small", async () => {
    expect(await giveTokens(tokenWith(toBeHex(1, 32)).simulation, TOKEN, 1n)).to.equal(undefined);
    const small = tokenWith(places["Solidity's first word"], () => 9n);
    expect(await giveTokens(small.simulation, TOKEN, 10n)).to.equal(undefined);
  });
});
