// The pages that people read and work from: their text, their fenced blocks, their links and their words in code.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface Block {
  /** "" where none is given */
  language: string;
  text: string;
  /** of the first line of the block, as editors count */
  line: number;
  /** what stands between the block before it, or the start of the page, and this one */
  before: string;
}

export interface Page {
  /** from the project's folder */
  file: string;
  text: string;
  blocks: Block[];
  /** what stands outside of the blocks */
  prose: string;
}

export const ROOT = path.join(import.meta.dirname, "../..");

const FENCE = /^( *)(`{3,}|~{3,})([\w-]*)[^\n]*\n(.*?)^\1\2 *$/gms;

/** The fenced blocks of a text, those in lists too. */
export function blocksOf(text: string): Block[] {
  let end = 0;
  return [...text.matchAll(FENCE)].map((match) => {
    const [whole, , , language = "", body = ""] = match;
    const before = text.slice(end, match.index);
    end = match.index + whole.length;
    return { language, text: body, line: text.slice(0, match.index).split("\n").length + 1, before };
  });
}

/** Reads one page. */
export function readPage(file: string): Page {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  return { file, text, blocks: blocksOf(text), prose: text.replace(FENCE, "") };
}

const inFolder = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.posix.join(folder, name))
    .toSorted();

const TOP = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];

/** All that is written for readers, generated pages too. */
export const ALL_PAGES: Page[] = [...TOP, ...inFolder("docs"), "sandbox/README.md"].map(readPage);

/** Those that somebody writes. */
export const WRITTEN_PAGES: Page[] = ALL_PAGES.filter(({ file }) => !file.startsWith("docs/generated/"));

/** Those whose blocks are proved here: what stands in docs/receivers is run by receivers.test.ts and frameworks.test.ts. */
export const PAGES: Page[] = WRITTEN_PAGES.filter(({ file }) => !file.startsWith("docs/receivers/"));

/** Words set as code outside of blocks, each once. */
export const codeWords = ({ prose }: Page): string[] => [
  ...new Set([...prose.matchAll(/`([^`\n]+)`/g)].map(([, word = ""]) => word)),
];
