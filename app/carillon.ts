// The operator's command: `npm run -s carillon -- <words>`. With --json it prints one JSON value and nothing else.
import { parseArgs } from "node:util";
import { type Command, CommandError } from "./commands/command.ts";
import { inboxMapAgain, inboxSummary } from "./commands/inbox.ts";
import { rulesSet, rulesShow } from "./commands/rules.ts";
import { shopAdd, shopList } from "./commands/shop.ts";
import { tokenCreate, tokenRevoke } from "./commands/token.ts";
import { topicList } from "./commands/topics.ts";
import { readEnv } from "./config/env.ts";
import { StartError } from "./config/start-error.ts";
import { createDeps } from "./create-deps.ts";
import { migrate } from "./db/migrate.ts";
import { shareDatabase } from "./db/open-database.ts";

const COMMANDS: Record<string, Command> = {
  "shop add": shopAdd,
  "shop list": shopList,
  "token create": tokenCreate,
  "token revoke": tokenRevoke,
  topics: topicList,
  "rules show": rulesShow,
  "rules set": rulesSet,
  inbox: inboxSummary,
  "inbox map-again": inboxMapAgain,
};

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([words, { options }]) =>
    `  carillon ${words} ${options}`.trimEnd(),
  );
  return `Usage, each with --json for one JSON value:\n${lines.join("\n")}`;
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      shop: { type: "string" },
      scope: { type: "string" },
      id: { type: "string" },
      file: { type: "string" },
      reason: { type: "string" },
      name: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const command = COMMANDS[positionals.join(" ")];
  if (!command) throw new CommandError(usage());

  const env = { ...readEnv(), LOG_LEVEL: "silent" as const };
  const database = await shareDatabase(env, (sentence) => console.error(sentence));
  try {
    await migrate(database.url);
    const { deps, close } = await createDeps(env, database.url);
    try {
      const { json, text } = await command.run(deps, values);
      console.log(values.json ? JSON.stringify(json) : text);
    } finally {
      await close();
    }
  } finally {
    await database.close();
  }
}

try {
  await run();
} catch (error) {
  const isUsage = (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  if (!isUsage && !(error instanceof CommandError) && !(error instanceof StartError)) throw error;
  console.error(isUsage ? `${(error as Error).message}\n${usage()}` : (error as Error).message);
  process.exitCode = 1;
}
