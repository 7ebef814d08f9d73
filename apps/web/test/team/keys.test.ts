import { expect } from "chai";
import { type Deed, deedOf, typedAhead } from "../../src/team/model/keys.ts";
import { TeamTree } from "../../src/team/model/tree.ts";
import { InventedSource, people } from "./invented-team.ts";

/** 1 sponsors 2, 3 and 10; 2 sponsors 4 to 9, who are open; 3 sponsors 11 to 13, who are not. */
async function tree(): Promise<TeamTree> {
  const source = new InventedSource(people([0, 0, 1, 1, 1, 1, 1, 1, 0, 2, 2, 2]));
  const top = await source.member(1n);
  if (top === undefined) throw new Error("there is no company");
  const made = new TeamTree(top);
  made.adopt(await source.downline(1n, 0n, 100));
  for (const branch of made.top.children.slice(0, 1)) made.open(branch);
  return made;
}

/** What a deed is about, in a word. */
function inAWord(deed: Deed | undefined): string {
  if (deed === undefined) return "nothing";
  if (deed.do === "focus") return `focus ${deed.index}`;
  return deed.do === "load" ? `load ${deed.tail.of.member.id}` : `${deed.do} ${deed.branch.member.id}`;
}

async function pressed(key: string, index: number, rightToLeft = false): Promise<string> {
  return inAWord(deedOf(await tree(), key, { index, page: 4, rightToLeft }));
}

describe("keys of the tree", () => {
  it("goes up and down by rows and pages, and stays within the rows", async () => {
    expect(await pressed("ArrowDown", 3)).to.equal("focus 4");
    expect(await pressed("ArrowUp", 3)).to.equal("focus 2");
    expect(await pressed("ArrowUp", 0)).to.equal("focus 0");
    expect(await pressed("PageDown", 3)).to.equal("focus 7");
    expect(await pressed("PageUp", 3)).to.equal("focus 0");
    expect(await pressed("Home", 5)).to.equal("focus 0");
    expect(await pressed("End", 5)).to.equal("focus 9");
    expect(await pressed("ArrowDown", 9)).to.equal("focus 9");
  });

  it("goes into a branch and out of it", async () => {
    expect(await pressed("ArrowRight", 8), "closed").to.equal("open 3");
    expect(await pressed("ArrowRight", 1), "open").to.equal("focus 2");
    expect(await pressed("ArrowRight", 2), "nobody below").to.equal("nothing");
    expect(await pressed("ArrowLeft", 1), "open").to.equal("close 2");
    expect(await pressed("ArrowLeft", 5), "to the sponsor").to.equal("focus 1");
    expect(await pressed("ArrowLeft", 8), "closed, to the sponsor").to.equal("focus 0");
  });

  it("takes the arrows the other way round from right to left", async () => {
    expect(await pressed("ArrowLeft", 8, true)).to.equal("open 3");
    expect(await pressed("ArrowRight", 1, true)).to.equal("close 2");
  });

  it("opens and closes with Enter and the space bar", async () => {
    expect(await pressed("Enter", 8)).to.equal("open 3");
    expect(await pressed(" ", 1)).to.equal("close 2");
    expect(await pressed("Enter", 3), "nobody below").to.equal("nothing");
  });

  it("reads on at the end of a branch, and leaves it to the sponsor", async () => {
    const source = new InventedSource(people([0]));
    const top = await source.member(1n);
    if (top === undefined) throw new Error("there is no company");
    const unread = new TeamTree(top);
    const at = { index: 1, page: 4, rightToLeft: false };
    expect(inAWord(deedOf(unread, "Enter", at))).to.equal("load 1");
    expect(inAWord(deedOf(unread, "ArrowLeft", at))).to.equal("focus 0");
    expect(inAWord(deedOf(unread, "ArrowRight", at))).to.equal("nothing");
  });

  it("has no use for other keys", async () => {
    expect(await pressed("Tab", 1)).to.equal("nothing");
    expect(await pressed("Escape", 1)).to.equal("nothing");
  });

  it("goes to the next number that begins with the typed digits, round the end", async () => {
    const made = await tree();
    expect(typedAhead(made, 0, "1"), "10").to.equal(9);
    expect(typedAhead(made, 9, "1"), "1, from the start").to.equal(0);
    expect(typedAhead(made, 2, "9")).to.equal(7);
    expect(typedAhead(made, 0, "77")).to.equal(undefined);
  });
});
