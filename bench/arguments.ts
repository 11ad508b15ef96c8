// What may stand after `npm run bench --`.

interface Wanted {
  /** what to measure, in the order in which it was named; empty: the end-to-end benchmark */
  names: string[];
  quick: boolean;
  /** where the results go as JSON as well */
  json: string | null;
}

export type Arguments = ({ kind: "run" } & Wanted) | { kind: "wrong"; sentence: string };

/** `known`: the names that can be measured. */
export function parseArguments(words: string[], known: string[]): Arguments {
  const wanted: Wanted = { names: [], quick: false, json: null };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--quick") wanted.quick = true;
    else if (word === "--json") {
      const file = rest.shift();
      if (!file || file.startsWith("-")) return wrong("--json must be followed by the name of a file.");
      wanted.json = file;
    } else if (word.startsWith("-")) {
      return wrong(`There is no option ${word}. There are --quick and --json FILE.`);
    } else if (word === "all") wanted.names.push(...known);
    else if (known.includes(word)) wanted.names.push(word);
    else return wrong(`There is no benchmark ${word}. There are: ${known.join(", ")}, and all.`);
  }
  return { kind: "run", ...wanted, names: [...new Set(wanted.names)] };
}

const wrong = (sentence: string): Arguments => ({ kind: "wrong", sentence });
