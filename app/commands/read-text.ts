import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { CommandError } from "./command.ts";

/** What a file holds; `-` is the standard input. Throws CommandError when it cannot be read. */
export async function readText(file: string): Promise<string> {
  if (file === "-") return text(process.stdin);
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`${file} cannot be read: ${SENTENCES[error.code ?? ""] ?? error.message}`);
  });
}

const SENTENCES: Record<string, string> = {
  ENOENT: "there is no such file.",
  EACCES: "this user may not read it.",
  EISDIR: "it is a folder.",
};
