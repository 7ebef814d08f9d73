/** A command of a document, and what stands below it. */
export interface Example {
  /** Arguments after `upline`. */
  readonly args: readonly string[];
  readonly printed: string;
}

/** The commands that a document shows, with what it says that they print. */
export function examplesOf(markdown: string): Example[] {
  return [...markdown.matchAll(/```console\n\$ npx upline ([^\n]+)\n([\s\S]*?)```/g)].map(
    ([, args = "", printed = ""]) => ({
      args: args.split(" "),
      printed,
    }),
  );
}

/** The document with what its commands print now. */
export function rewritten(markdown: string, printed: readonly string[]): string {
  let at = 0;
  return markdown.replace(
    /(```console\n\$ npx upline [^\n]+\n)[\s\S]*?```/g,
    (_, head: string) => `${head}${printed[at++] ?? ""}\`\`\``,
  );
}
