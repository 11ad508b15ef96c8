// The receivers of docs/receivers, by language: how each is started, and whether this machine can.
import { spawnSync } from "node:child_process";

interface ReceiverLanguage {
  language: string;
  /** below docs/receivers */
  folder: string;
  command: string;
  /** what the command says its version to */
  version: string;
  start(port: number): string[];
}

export const RECEIVER_LANGUAGES: readonly ReceiverLanguage[] = [
  {
    ...{ language: "Node", folder: "node", command: process.execPath, version: "--version" },
    start: () => ["receiver.mjs"],
  },
  {
    ...{ language: "PHP", folder: "php", command: "php", version: "--version" },
    start: (port) => ["-S", `127.0.0.1:${port}`, "receiver.php"],
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
    start: () => ["run", "receiver.go", "inbox.go", "verify.go"],
  },
];

export const isOnTheMachine = ({
  command,
  version,
}: Pick<ReceiverLanguage, "command" | "version">): boolean => spawnSync(command, [version]).status === 0;
