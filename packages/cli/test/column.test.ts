import { expect } from "chai";
import { secondsOf } from "../src/input/column.ts";
import { networkColumns } from "../src/input/read-network.ts";

describe("cells", () => {
  const noon = Date.UTC(2026, 0, 31, 12) / 1000;

  it("are times of UTC, or of a zone that says how far it is from it", () => {
    for (const text of [
      "2026-01-31T12:00:00Z",
      "2026-01-31 12:00",
      "2026-01-31T13:00:00+01:00",
      "2026-01-31 13:00:00 +0100",
      "2026-01-31T08:30-03:30",
      "2026-02-01T02:00:00+14:00",
      `${noon}`,
    ]) {
      expect(secondsOf(text), text).to.equal(noon);
    }
  });

  it("are no times of other shapes, days that no calendar has, or a zone without a time", () => {
    for (const text of [
      "31.01.2026",
      "2026-02-30",
      "2026-02-30T10:00+01:00",
      "2026-01-31+01:00",
      "2026-01-31T12:00+15:00",
      "1970-01-01T00:30+01:00",
    ]) {
      expect(secondsOf(text), text).to.equal(undefined);
    }
  });

  it("are sides or places below the same person", () => {
    const { position } = networkColumns([]);
    const read = ["left", "Right", "0", "1", "7", "32000"].map((cell) => position.parse(cell));
    expect(read).to.deep.equal([0, 1, 0, 1, 7, 32_000]);
    for (const cell of ["middle", "-1", "32001", "1.5"]) expect(position.parse(cell), cell).to.equal(undefined);
  });
});
