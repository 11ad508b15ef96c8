// Dockerfile, .dockerignore and compose.yaml, read as far as tests need to know them.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

export const ROOT = path.join(import.meta.dirname, "../..");

export const readRootFile = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

interface Instruction {
  name: string;
  words: string;
}

export interface Stage {
  /** undefined: the last one, which is the image */
  name: string | undefined;
  instructions: Instruction[];
}

export function readStages(): Stage[] {
  const lines = readRootFile("Dockerfile")
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll(/\\\n/g, " ");
  const stages: Stage[] = [];
  for (const [, name = "", words = ""] of lines.matchAll(/^([A-Z]+) (.*)$/gm)) {
    if (name === "FROM") stages.push({ name: / AS (\S+)$/.exec(words)?.[1], instructions: [] });
    else stages.at(-1)?.instructions.push({ name, words: words.replaceAll(/\s+/g, " ") });
  }
  return stages;
}

/** What a stage copies from the project. */
export const copiedFrom = ({ instructions }: Stage): string[] =>
  instructions
    .filter(({ name, words }) => name === "COPY" && !words.startsWith("--from="))
    .flatMap(({ words }) => words.split(" ").slice(0, -1));

/** Whether Docker sees the file: .dockerignore leaves out everything but what it names. */
export function isSeen(file: string): boolean {
  const [everything, ...exceptions] = readRootFile(".dockerignore")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (everything !== "*") throw new Error(".dockerignore has to begin with *");
  return existsSync(path.join(ROOT, file)) && exceptions.some((line) => isWithin(file, line.slice(1)));
}

export const isWithin = (file: string, folder: string): boolean =>
  file === folder || file.startsWith(`${folder}/`);

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*"((?:\.{1,2}|#app)\/[^"?]+)(?:\?\w+)?"/g;

/** The project's files that these need, themselves included, by what they import. */
export function closure(entries: string[]): Set<string> {
  const found = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    if (!/\.(m?ts|tsx)$/.test(file)) continue;
    for (const [, imported = ""] of readRootFile(file).matchAll(IMPORT))
      waiting.push(imported.startsWith("#") ? imported.slice(1) : path.join(path.dirname(file), imported));
  }
  return found;
}
