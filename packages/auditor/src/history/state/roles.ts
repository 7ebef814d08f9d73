/** Who holds which role, in the order of OpenZeppelin's enumeration, which storage shows. */
export class RoleBook {
  /** Holders, by role. */
  readonly members = new Map<string, string[]>();

  has(role: string, account: string): boolean {
    return this.members.get(role)?.includes(account) ?? false;
  }

  grant(role: string, account: string): void {
    const members = this.members.get(role);
    if (members === undefined) this.members.set(role, [account]);
    else if (!members.includes(account)) members.push(account);
  }

  /** The last one takes the place of who is taken away. */
  revoke(role: string, account: string): void {
    const members = this.members.get(role) ?? [];
    const place = members.indexOf(account);
    const last = members.pop();
    if (place < 0 || last === undefined) {
      if (last !== undefined) members.push(last);
    } else if (place < members.length) members[place] = last;
  }
}
