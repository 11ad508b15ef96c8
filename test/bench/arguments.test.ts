import { expect, test } from "vitest";
import { parseArguments } from "../../bench/arguments.ts";

const KNOWN = ["rate", "latency", "intake"];
const parse = (...words: string[]) => parseArguments(words, KNOWN);

test("the arguments of the benchmark may be none at all", () => {
  expect(parse()).toEqual({ kind: "run", names: [], quick: false, json: null });
});

test("the arguments name what to measure, each once, and where the results go", () => {
  expect(parse("rate", "--quick", "rate", "intake", "--json", "out.json")).toEqual({
    ...{ kind: "run", names: ["rate", "intake"], quick: true, json: "out.json" },
  });
});

test("the arguments may ask for all", () => {
  expect(parse("all")).toMatchObject({ names: KNOWN });
});

test.each([
  [["speed"], "There is no benchmark speed. There are: rate, latency, intake, and all."],
  [["--fast"], "There is no option --fast. There are --quick and --json FILE."],
  [["--json"], "--json must be followed by the name of a file."],
  [["--json", "--quick"], "--json must be followed by the name of a file."],
])("wrong arguments get a sentence: %j", (words, sentence) => {
  expect(parse(...words)).toEqual({ kind: "wrong", sentence });
});
