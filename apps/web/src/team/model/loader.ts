import type { Branch, Tail } from "./branch.ts";
import { type Member, MemberUnknown, NotInTeam, type Page, type TeamSource } from "./member.ts";
import type { TeamTree } from "./tree.ts";

/** Rows of the first page of a branch; later ones are as long as what is there already, up to the most. */
const FIRST_PAGE = 200;
const LARGEST_PAGE = 1_000;
/** Pages that are under way at the same time. */
const AT_ONCE = 6;

/** Reads branches of a team when they are seen, looked for, or asked for. */
export class TeamLoader {
  readonly #tree: TeamTree;
  readonly #source: TeamSource;
  readonly #running = new Map<Tail, Promise<void>>();
  #stopped = new AbortController();
  #queue: readonly Tail[] = [];
  #readingAll = false;

  constructor(tree: TeamTree, source: TeamSource) {
    this.#tree = tree;
    this.#source = source;
  }

  /** Reads what these ends of branches stand for, a few at a time; whatever was wanted before and has not begun is not. */
  want(tails: readonly Tail[]): void {
    this.#queue = tails;
    this.#next();
  }

  /** Reads the next page of a branch. A failure is kept in its tail. */
  load(tail: Tail): Promise<void> {
    const running = this.#running.get(tail);
    if (running !== undefined) return running;
    const begun = this.#read(tail).finally(() => {
      this.#running.delete(tail);
      this.#next();
    });
    this.#running.set(tail, begun);
    return begun;
  }

  /**
   * Reads whatever is between the top and somebody, and shows him.
   * @throws NotInTeam if he is not below the top.
   * @throws MemberUnknown if there is none of that number.
   */
  async find(id: bigint): Promise<Branch> {
    const branch = this.#tree.branch(id) ?? (await this.#readDownTo(id));
    this.#tree.reveal(branch);
    return branch;
  }

  /** Reads the whole team, page after page, instead of branches as they are seen. Stops when the signal says so. */
  async loadAll(signal: AbortSignal): Promise<void> {
    this.#readingAll = true;
    try {
      let after: bigint | undefined = 0n;
      while (after !== undefined && !signal.aborted) {
        const page: Page<Member> = await this.#source.downline(this.#tree.top.member.id, after, LARGEST_PAGE, signal);
        if (signal.aborted) return;
        this.#tree.adopt(page);
        after = page.next;
      }
    } finally {
      this.#readingAll = false;
      this.#next();
    }
  }

  /** Ends whatever is under way; what is asked for later is read as ever. */
  stop(): void {
    this.#queue = [];
    this.#stopped.abort();
    this.#stopped = new AbortController();
  }

  #next(): void {
    for (const tail of this.#queue) {
      if (this.#readingAll || this.#running.size >= AT_ONCE) return;
      if (tail.state === "waiting" && tail.of.loaded === "part") void this.load(tail);
    }
  }

  async #read(tail: Tail): Promise<void> {
    const { of: branch } = tail;
    const { signal } = this.#stopped;
    tail.state = "loading";
    this.#tree.changed();
    try {
      const limit = Math.min(Math.max(branch.children.length, FIRST_PAGE), LARGEST_PAGE);
      const { id } = branch.member;
      const page = await this.#source.children(id, branch.cursor, limit, signal);
      if (!signal.aborted) this.#tree.append(branch, page);
      else tail.state = "waiting";
    } catch (error) {
      tail.state = signal.aborted ? "waiting" : "failed";
      tail.error = error;
      this.#tree.changed();
    }
  }

  async #readDownTo(id: bigint): Promise<Branch> {
    const { top } = this.#tree;
    const above = await this.#source.upline(id);
    const below = above.indexOf(top.member.id) + 1;
    if (below === 0) {
      if ((await this.#source.member(id)) === undefined) throw new MemberUnknown(id);
      throw new NotInTeam(id, top.member.id);
    }
    let branch = top;
    for (const next of [...above.slice(below), id]) branch = await this.#childOf(branch, next);
    return branch;
  }

  async #childOf(parent: Branch, id: bigint): Promise<Branch> {
    for (;;) {
      const child = this.#tree.branch(id);
      if (child !== undefined) return child;
      if (parent.loaded === "all") throw new NotInTeam(id, this.#tree.top.member.id);
      await this.load(parent.tail);
      if (parent.tail.state === "failed") throw parent.tail.error;
    }
  }
}
