// The receivers of docs/receivers, by language: how each is started, and whether this machine can.
import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";

interface ReceiverLanguage {
  language: string;
  /** below docs/receivers */
  folder: string;
  command: string;
  /** what the command says its version to */
  version: string;
  start(port: number): string[];
  /** what it can refuse of the bodies that are too large; all of them if left out */
  bodies?: string[];
  /** Makes a program in a folder, which is then started without any words. */
  build?(folder: string): string;
}

/** As the page says, and no php.ini. */
const PHP_SETTINGS = [
  "-n",
  ...["-d", "post_max_size=16M", "-d", "display_errors=0", "-d", "display_startup_errors=0"],
];

export const RECEIVER_LANGUAGES: readonly ReceiverLanguage[] = [
  {
    ...{ language: "Node", folder: "node", command: process.execPath, version: "--version" },
    start: () => ["receiver.mjs"],
  },
  {
    ...{ language: "PHP", folder: "php", command: "php", version: "--version" },
    start: (port) => [...PHP_SETTINGS, "-S", `127.0.0.1:${port}`, "receiver.php"],
    // PHP's own server reads a body in chunks to its end before the receiver begins.
    bodies: ["content-length: 16777217"],
  },
  {
    ...{ language: "Python", folder: "python", command: "python3", version: "--version" },
    start: () => ["receiver.py"],
  },
  {
    ...{ language: "Ruby", folder: "ruby", command: "ruby", version: "--version" },
    start: () => ["receiver.rb"],
  },
  {
    ...{ language: "Go", folder: "go", command: "go", version: "version" },
    start: () => [],
    build: buildGo,
  },
];

export const isOnTheMachine = ({
  command,
  version,
}: Pick<ReceiverLanguage, "command" | "version">): boolean => spawnSync(command, [version]).status === 0;

/** Not `go run`: ended, it leaves its program and a folder behind. */
function buildGo(folder: string): string {
  const program = path.join(folder, "receiver");
  const files = ["receiver.go", "inbox.go", "verify.go"];
  const env = { ...process.env, GOTMPDIR: folder };
  execFileSync("go", ["build", "-o", program, ...files], { cwd: "docs/receivers/go", env });
  return program;
}
