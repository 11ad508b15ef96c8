// What stands on the command line.
import { parseArgs } from "node:util";
import { COMMANDS } from "./catalogue.ts";
import { type Command, CommandError, type Words } from "./command.ts";

/** help: of one command, of those that begin with the words, or of all. */
export type Reading =
  | { kind: "run"; name: string; command: Command; words: Words; json: boolean }
  | { kind: "help"; names: string[] };

const SWITCHES = ["json", "help"];

/** Throws CommandError with a sentence about the first thing that is wrong. */
export async function readWords(line: string[]): Promise<Reading> {
  const end = line.findIndex((word) => word.startsWith("-"));
  const [name, rest] = end < 0 ? [line.join(" "), []] : [line.slice(0, end).join(" "), line.slice(end)];
  const load = COMMANDS[name];
  if (rest.some((word) => word === "--help" || word === "-h") || line.length === 0) return help(name);
  if (!load) throw new CommandError(noSuchCommand(name));
  const command = await load();
  const { words, switches } = readOptions(name, command, rest);
  for (const [option, { required, value }] of Object.entries(command.options))
    if (required && words[option] === undefined)
      throw new CommandError(`carillon ${name} needs --${option} ${value}`);
  return { kind: "run", name, command, words, json: switches.has("json") };
}

function help(name: string): Reading {
  const names = Object.keys(COMMANDS).filter(
    (known) => name === "" || known === name || known.startsWith(`${name} `),
  );
  if (names.length === 0) throw new CommandError(noSuchCommand(name));
  return { kind: "help", names: COMMANDS[name] ? [name] : names };
}

function noSuchCommand(name: string): string {
  const group = Object.keys(COMMANDS).filter((known) => known.startsWith(`${name.split(" ")[0]} `));
  const known = group.length > 0 ? group : Object.keys(COMMANDS);
  const what = name === "" ? "A command comes first." : `There is no command "${name}".`;
  return `${what} There are: ${known.join(", ")}. Try carillon --help`;
}

function readOptions(name: string, command: Command, rest: string[]) {
  const { tokens } = parseArgs({
    args: rest,
    options: {
      ...Object.fromEntries(Object.keys(command.options).map((option) => [option, { type: "string" }])),
      ...Object.fromEntries(SWITCHES.map((option) => [option, { type: "boolean" }])),
    },
    strict: false,
    tokens: true,
  });
  const words: Words = {};
  const switches = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== "option") {
      const word = token.kind === "positional" ? token.value : "--";
      throw new CommandError(`carillon ${name} does not understand "${word}".`);
    }
    const { rawName, value, inlineValue } = token;
    const option = command.options[token.name];
    if (SWITCHES.includes(token.name)) {
      if (value !== undefined) throw new CommandError(`${rawName} takes no value.`);
      switches.add(token.name);
    } else if (!option || !rawName.startsWith("--")) {
      const known = [...Object.keys(command.options), ...SWITCHES].map((one) => `--${one}`).join(", ");
      throw new CommandError(`carillon ${name} has no option ${rawName}. It has: ${known}`);
    } else if (!value || (!inlineValue && /^-./.test(value))) {
      throw new CommandError(`${rawName} must be followed by its value: ${rawName} ${option.value}`);
    } else words[token.name] = value;
  }
  return { words, switches };
}
