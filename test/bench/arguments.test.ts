import { expect, test } from "vitest";
import { parseArguments } from "../../bench/arguments.ts";
import { END_TO_END, partsOf } from "../../bench/end-to-end/parts.ts";

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

test("without names every part is measured, in a hurry all but the claims", () => {
  expect(partsOf([], false)).toEqual(END_TO_END);
  expect(partsOf([], true)).toEqual(END_TO_END.filter((part) => part !== "claims"));
  expect(partsOf(["claims", "rate", "intake"], true)).toEqual(["rate", "claims"]);
  expect(partsOf(["intake"], false)).toEqual([]);
});
