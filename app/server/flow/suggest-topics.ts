import { TOPICS } from "../../topics/catalog.ts";

const MOST = 3;
/** A word of which more than a third is different is another word. */
const FARTHEST = 1 / 3;

/** The topics that someone may have meant who wrote `name`, the likeliest first. */
export function suggestTopics(name: string): string[] {
  const wanted = name
    .slice(0, 100)
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  const near = TOPICS.filter(({ category }) => category !== "endpoint")
    .map((topic) => ({ name: topic.name, distance: distanceTo(topic.name, wanted) }))
    .filter(({ distance }) => distance !== Number.POSITIVE_INFINITY)
    .sort((a, b) => a.distance - b.distance);
  const nearest = near[0]?.distance ?? 0;
  const likely = near.filter(({ distance }) => distance <= nearest + 1);
  return likely.slice(0, MOST).map((topic) => topic.name);
}

/** To the whole name, or to its last part for someone who left the family out. Infinity for what is too far away. */
function distanceTo(topic: string, wanted: string): number {
  const names = wanted.includes("/") ? [topic] : [topic, topic.slice(topic.indexOf("/") + 1)];
  const distances = names.map((name) => {
    const distance = edits(name, wanted);
    return distance <= name.length * FARTHEST ? distance : Number.POSITIVE_INFINITY;
  });
  return Math.min(...distances);
}

/** How many letters have to be put in, taken out or changed (Levenshtein). */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const change = (row[j] ?? 0) + (letter === b[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
