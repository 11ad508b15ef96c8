// Verifying a signature, in five languages: the marked parts of receivers that run as they stand (docs/receivers).
import go from "../../../docs/receivers/go/verify.go?raw";
import node from "../../../docs/receivers/node/verify.mjs?raw";
import php from "../../../docs/receivers/php/verify.php?raw";
import python from "../../../docs/receivers/python/verify.py?raw";
import ruby from "../../../docs/receivers/ruby/verify.rb?raw";

/** standard: Standard Webhooks · plain: the header `signature` */
export type SnippetStyle = "standard" | "plain";

export const LANGUAGES = [
  { name: "Node", source: node },
  { name: "PHP", source: php },
  { name: "Python", source: python },
  { name: "Ruby", source: ruby },
  { name: "Go", source: go },
] as const;

export type SnippetLanguage = (typeof LANGUAGES)[number]["name"];

/** The part of a receiver between `snippet: <style>` and `end`. An import that it needs stands there as a comment. */
export function snippet(language: SnippetLanguage, style: SnippetStyle): string {
  const source = LANGUAGES.find(({ name }) => name === language)?.source ?? "";
  const part = new RegExp(`(?://|#) snippet: ${style}\\n(.*?)\\n(?://|#) end`, "s").exec(source)?.[1] ?? "";
  return part.trim().replace(/^(?:\/\/|#) (?=import |require )/, "");
}
