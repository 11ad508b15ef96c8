// What --help prints, and docs/generated/command.md says.
import { COMMAND_VARIABLES } from "../config/command-env.ts";
import { COMMANDS } from "./catalogue.ts";
import type { Command } from "./command.ts";

export interface Described {
  name: string;
  command: Command;
}

export async function describeCommands(names = Object.keys(COMMANDS)): Promise<Described[]> {
  const known = names.flatMap((name) => (COMMANDS[name] ? [{ name, load: COMMANDS[name] }] : []));
  return Promise.all(known.map(async ({ name, load }) => ({ name, command: await load() })));
}

/** `carillon shop add --shop example.myshopify.com [--json]` */
export function synopsis({ name, command }: Described): string {
  const options = Object.entries(command.options).map(([option, { value, required }]) =>
    required ? `--${option} ${value}` : `[--${option} ${value}]`,
  );
  return ["carillon", name, ...options].join(" ");
}

export async function usageText(names: string[]): Promise<string> {
  const commands = await describeCommands(names);
  const [only] = commands;
  if (only && commands.length === 1) return helpText(only);
  const parts = (["database", "nothing", "api"] as const).flatMap((over) => {
    const some = commands.filter(({ command, name }) => groupOf(name, command) === over);
    return some.length > 0 ? [`${TITLES[over]}\n${some.map(line).join("\n")}`] : [];
  });
  return `${parts.join("\n\n")}\n\nEach has --json, for one JSON value and nothing else, and --help.`;
}

const TITLES = {
  database: "For who runs Carillon, over its database:",
  nothing: "Besides:",
  api: "For developers, over the API: CARILLON_TOKEN=car_… in the environment",
};

/** What a command looks after itself may still be the developer's. */
const groupOf = (name: string, { over }: Command): keyof typeof TITLES => (name === "listen" ? "api" : over);

const line = ({ name, command }: Described) => `  carillon ${name.padEnd(16)} ${command.summary}`;

function helpText(described: Described): string {
  const { name, command } = described;
  const rows = [
    ...Object.entries(command.options).map(([option, { value, says, required }]) => [
      `--${option} ${value}`,
      required ? says : `${says} (optional)`,
    ]),
    ["--json", name === "listen" ? "one JSON value a line" : "one JSON value and nothing else"],
  ];
  const width = Math.max(...rows.map(([left = ""]) => left.length));
  const options = rows.map(([left = "", right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
  const variables = groupOf(name, command) === "api" ? `\n\n${variablesText(name)}` : "";
  return `${command.summary}\n\n${synopsis(described)}\n\n${options}${variables}`;
}

function variablesText(name: string): string {
  const rows = Object.entries(COMMAND_VARIABLES)
    .filter(([variable]) => name === "listen" || variable !== "CARILLON_LISTEN_SECRET")
    .map(([variable, { purpose }]) => `  ${variable.padEnd(22)}  ${purpose}`);
  return `In the environment:\n${rows.join("\n")}`;
}
