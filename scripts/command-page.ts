// docs/generated/command.md: every command with its options, from what --help prints.
import { describeCommands, synopsis } from "../app/commands/usage.ts";
import { COMMAND_VARIABLES } from "../app/config/command-env.ts";

/** Without the note at its top. */
export async function commandPage(): Promise<string> {
  const commands = await describeCommands();
  const sections = commands.map((described) => {
    const { name, command } = described;
    const options = Object.entries(command.options);
    const rows = options.map(
      ([option, { value, says, required }]) =>
        `| \`--${option} ${value.replaceAll("|", "\\|")}\` | ${says}${required ? "" : " (optional)"} |`,
    );
    const table = options.length === 0 ? "" : `\n\n| option | |\n|---|---|\n${rows.join("\n")}`;
    return `## carillon ${name}\n\n${command.summary}\n\n\`\`\`text\n${synopsis(described)}\n\`\`\`${table}`;
  });
  const variables = Object.entries(COMMAND_VARIABLES).map(
    ([name, { purpose, looks }]) => `| \`${name}\` | ${purpose} | ${looks} |`,
  );
  const intro =
    "Every command has `--json`, for one JSON value and nothing else, and `--help`, which prints what stands here. How they are used is described in [the command](../command.md).";
  const environment = `## In the environment\n\nOf the commands that go over the API. The others read [what the app reads](environment.md).\n\n| variable | what it is for | what it must look like |\n|---|---|---|\n${variables.join("\n")}`;
  return `# Commands\n\n${intro}\n\n${[...sections, environment].join("\n\n")}\n`;
}
