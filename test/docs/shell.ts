// A page's commands in one shell, in their order, as a reader would run them. The programs that it finds are chosen:
// what may run, and a stand-in for each that may not, which notes the call.
import { execFile, execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { NOT_RUN } from "./not-run.ts";
import { ROOT } from "./pages.ts";

/** What the docs may use. */
const REAL = [
  "cat",
  "cut",
  "date",
  "env",
  "grep",
  "head",
  "jq",
  "mkdir",
  "openssl",
  "sed",
  "sha256sum",
  "sleep",
  "tail",
  "tr",
];

const STATUS_LINE = /^@@curl (\d{3}) (\S*)$/gm;

export interface ShellResult {
  /** 0, or why the shell ended */
  code: number;
  /** of each block by its line: what it printed, both streams, without the statuses */
  output: Map<number, string>;
  /** of each block by its line: the statuses of its calls of curl */
  statuses: Map<number, number[]>;
  /** calls that were not made, each with its words */
  notRun: string[][];
}

export interface ShellStep {
  line: number;
  script: string;
}

/** `env`: all that the shell gets. */
export async function runInShell(steps: ShellStep[], env: Record<string, string>): Promise<ShellResult> {
  const folder = await mkdtemp(path.join(tmpdir(), "carillon-docs-"));
  try {
    const bin = path.join(folder, "bin");
    const log = path.join(folder, "not-run.log");
    await mkdir(bin);
    await writeFile(log, "");
    await writePrograms(bin, log);
    await symlink(path.join(ROOT, "prisma"), path.join(folder, "prisma")); // readers work in the project's folder
    const script = ["set -euo pipefail", "exec 2>&1"];
    for (const step of steps) script.push(`echo "@@block ${step.line}"`, step.script);
    const { code, stdout } = await run(script.join("\n"), folder, { ...env, PATH: bin, HOME: folder });
    const calls = (await readFile(log, "utf8")).split("\u0001\n").filter((call) => call !== "");
    return { code, ...readOutput(stdout), notRun: calls.map((call) => call.split("\u0002").slice(0, -1)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const run = (script: string, cwd: string, env: Record<string, string>) =>
  new Promise<{ code: number; stdout: string }>((resolve) => {
    const options = { cwd, env: env as NodeJS.ProcessEnv, timeout: 110_000, maxBuffer: 1 << 26 };
    execFile("/bin/bash", ["-c", script], options, (error, stdout) =>
      resolve({ code: error ? Number(error.code ?? 1) || 1 : 0, stdout }),
    );
  });

function readOutput(stdout: string): Pick<ShellResult, "output" | "statuses"> {
  const output = new Map<number, string>();
  const statuses = new Map<number, number[]>();
  for (const part of stdout.split(/^@@block /m).slice(1)) {
    const end = part.indexOf("\n");
    const line = Number(part.slice(0, end));
    const text = part.slice(end + 1);
    statuses.set(
      line,
      [...text.matchAll(STATUS_LINE)].map(([, status]) => Number(status)),
    );
    output.set(line, text.replace(STATUS_LINE, "").trim());
  }
  return { output, statuses };
}

async function writePrograms(bin: string, log: string): Promise<void> {
  for (const name of REAL) {
    const place = placeOf(name);
    if (place) await symlink(place, path.join(bin, name));
  }
  await symlink(process.execPath, path.join(bin, "node"));
  const note = `printf '%s\\002' "$0name" "$@" >> '${log}'; printf '\\001\\n' >> '${log}'`;
  const programs = new Set(Object.keys(NOT_RUN).map((call) => call.split(" ")[0] ?? ""));
  for (const name of programs) await writeProgram(bin, name, note.replace("$0name", name));
  await writeProgram(bin, "npm", npm(note.replace("$0name", "npm")));
  await writeProgram(bin, "curl", curl(note.replace("$0name", "curl")));
}

async function writeProgram(bin: string, name: string, script: string): Promise<void> {
  const file = path.join(bin, name);
  await rm(file, { force: true });
  await writeFile(file, `#!/bin/bash\n${script}\n`);
  await chmod(file, 0o755);
}

/** Programs that the scripts call and this machine does not have. */
export const missingPrograms = (scripts: string[]): string[] =>
  [...REAL, "curl"].filter(
    (name) =>
      scripts.some((script) => new RegExp(`(?:^|[\\s(|])${name} `, "m").test(script)) && !placeOf(name),
  );

const placeOf = (name: string): string | undefined => {
  try {
    return execFileSync("/bin/bash", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
};

const CARILLON = "run -s carillon --";

const notRunOfCarillon = () =>
  Object.keys(NOT_RUN).flatMap((call) => call.split(`npm ${CARILLON} `)[1] ?? []);

/** `carillon` runs, as its script in package.json says, without npm's own second before it. */
const npm = (note: string): string => `
words=("$@")
if [ "\${words[*]:0:4}" = "${CARILLON}" ]; then
  case "\${words[4]:-}" in
    ${notRunOfCarillon().join("|")}) ;;
    *) exec node '${ROOT}/app/carillon.ts' "\${words[@]:4}" ;;
  esac
fi
${note}`;

/** Calls of this machine are made, and their status is told beside what they print. 429 is repeated: pages share an app. */
const curl = (note: string): string => `
for word in "$@"; do
  case "$word" in
    http://127.0.0.1:*) exec '${placeOf("curl")}' -sS --retry 3 -w '%{stderr}\\n@@curl %{http_code} %{url_effective}\\n' "$@" ;;
  esac
done
${note}`;
