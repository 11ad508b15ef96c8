// Links of the pages and what they lead to.
import { existsSync } from "node:fs";
import path from "node:path";
import { ALL_PAGES, type Page, ROOT, readPage } from "./pages.ts";

const LINK = /\]\(([^)\s]+)\)/g;

/** GitHub's anchors of a page: its headings in small letters, hyphens for spaces, numbered when one comes again. */
export function anchorsOf({ prose }: Pick<Page, "prose">): Set<string> {
  const seen = new Map<string, number>();
  const anchors = [...prose.matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, heading = ""]) => {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = plain.replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-");
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
  return new Set(anchors);
}

const knownAnchors = new Map<string, Set<string>>();

function anchorsIn(file: string): Set<string> {
  const known =
    knownAnchors.get(file) ?? anchorsOf(ALL_PAGES.find((page) => page.file === file) ?? readPage(file));
  knownAnchors.set(file, known);
  return known;
}

const linksOf = ({ prose }: Page): string[] => [...prose.matchAll(LINK)].map(([, link = ""]) => link);

const targetOf = (from: string, link: string): string => {
  const [file = ""] = link.split("#");
  return file === "" ? from : path.posix.join(path.posix.dirname(from), file);
};

/** The pages that a reader comes to from one, by any number of links; one to a folder leads to all in it. */
export function reachableFrom(start: string): Set<string> {
  const reached = new Set([start]);
  for (const file of reached) {
    const page = ALL_PAGES.find((one) => one.file === file);
    for (const link of page ? linksOf(page) : []) {
      const target = targetOf(file, link);
      for (const one of ALL_PAGES)
        if (one.file === target || path.posix.dirname(one.file) === target) reached.add(one.file);
    }
  }
  return reached;
}

/** Links of a page that lead to no file or to no heading. Those to other sites are not looked at. */
export const deadLinks = (page: Page): string[] =>
  linksOf(page).filter((link) => !/^(?:https?|mailto):/.test(link) && !isAlive(page.file, link));

function isAlive(from: string, link: string): boolean {
  const target = targetOf(from, link);
  const [, anchor] = link.split("#");
  if (target.startsWith("..") || !existsSync(path.join(ROOT, target))) return false;
  return anchor === undefined || (target.endsWith(".md") && anchorsIn(target).has(anchor));
}
