// How sure a topic's events are, in words instead of the catalogue's letters.
import type { Topic } from "../../topics/catalog/topic.ts";

/** In the order of the legend. */
export const GRADES = ["exact", "compared", "rule", "other_app", "own"] as const;

export type Grade = (typeof GRADES)[number];

const WORDS: Record<string, Grade> = { A: "exact", B: "compared", C: "rule", D: "other_app" };

/** One, or two where the topic has two sources. */
export function gradesOf({ grade, ways }: Pick<Topic, "grade" | "ways">): Grade[] {
  const [first] = ways;
  // Its letter says how exact that is; a merchant wants to know that Shopify has no part in it.
  if (first && ["form", "carillon", "schedule"].includes(first.kind)) return ["own"];
  return grade.split(" / ").flatMap((letter) => WORDS[letter] ?? []);
}
