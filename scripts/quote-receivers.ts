// The pages of docs/receivers quote whole files that tests run: what stands between their marks is written here.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const FOLDER = "docs/receivers";

/** `<!-- node/verify.mjs -->`, and below it a block of code. */
const QUOTE = /(<!-- (\S+) -->\n```\w*\n)(.*?)(```\n)/gs;

/** Every page that quotes files, by its name, with the files as they are now. */
export async function quotingPages(): Promise<[file: string, text: string][]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".md"));
  return Promise.all(names.map((name) => withQuotes(path.posix.join(FOLDER, name))));
}

async function withQuotes(page: string): Promise<[file: string, text: string]> {
  const text = await readFile(page, "utf8");
  const quoted = [...text.matchAll(QUOTE)].map(([, , name = ""]) => name);
  const sources = new Map<string, string>();
  for (const name of quoted) sources.set(name, await readSource(path.posix.join(FOLDER, name)));
  const write = (_match: string, head: string, name: string, _old: string, end: string) =>
    `${head}${sources.get(name)}${end}`;
  return [page, text.replace(QUOTE, write)];
}

/** Without what only says where the panel's part begins and ends, and what it would have to import. */
async function readSource(file: string): Promise<string> {
  const text = await readFile(file, "utf8");
  return text.replaceAll(/^(?:\/\/|#) (?:snippet: \w+|import .*|require .*)\n|^\n?(?:\/\/|#) end\n/gm, "");
}
