import { writeEntry } from "../entry-line.ts";
import { WholeFile } from "../files/whole-file.ts";
import type { Source } from "../source.ts";

/**
 * Writes all events of a programme up to a block into a file, one line of JSON each, whole or not at all.
 * @returns How many there are.
 */
export async function writeExport(path: string, source: Source, block: string, core: string): Promise<number> {
  const file = await WholeFile.begin(path);
  try {
    for await (const page of source.entries(block, core, 0n)) {
      for (const entry of page) await file.line(writeEntry(entry));
    }
    await file.finish();
    return file.lines;
  } catch (error) {
    await file.discard();
    throw error;
  }
}
