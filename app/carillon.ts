// The command: `npm run -s carillon -- <words>`. With --json it prints one JSON value and nothing else.
import { createApi, requireToken } from "./commands/api.ts";
import {
  CommandError,
  type DeveloperCommand,
  type OperatorCommand,
  type Output,
  type Words,
} from "./commands/command.ts";
import { readWords } from "./commands/read-words.ts";
import { createTerminal } from "./commands/terminal.ts";
import { usageText } from "./commands/usage.ts";
import { readCommandEnv } from "./config/command-env.ts";
import { StartError } from "./config/start-error.ts";

async function run(line: string[]): Promise<void> {
  const reading = await readWords(line);
  if (reading.kind === "help") return console.log(await usageText(reading.names));
  const { command, words, json } = reading;
  if (command.over === "nothing") {
    await command.run(words, createTerminal(json));
    return process.exit(); // whatever still waits for an answer
  }
  const output = command.over === "api" ? await overApi(command, words) : await overDatabase(command, words);
  console.log(json ? JSON.stringify(output.json) : withoutControls(output.text));
}

function overApi(command: DeveloperCommand, words: Words): Promise<Output> {
  const { url, token } = readCommandEnv(words.url);
  return command.run(createApi({ url, token: requireToken(token) }), words);
}

async function overDatabase(command: OperatorCommand, words: Words): Promise<Output> {
  const { withDeps } = await import("./commands/with-deps.ts");
  return withDeps((deps) => command.run(deps, words));
}

/** What came from elsewhere must not talk to the terminal. */
const withoutControls = (text: string): string => text.replace(/[^\P{Cc}\n\t]/gu, "·");

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CommandError) && !(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
