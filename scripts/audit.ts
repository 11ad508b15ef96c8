// Whether a weakness that is known to be high or critical lies in what production installs. Fails on one, and when npm
// says nothing that can be read; a registry that is not reached or refuses is no reason to fail, and is told in a note.
import { spawnSync } from "node:child_process";
import { judgeAudit } from "./audit/judge-audit.ts";

const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
  encoding: "utf8",
  maxBuffer: 1 << 26,
  timeout: 60_000,
});
const audit = judgeAudit(stdout ?? "");
switch (audit.kind) {
  case "unanswered":
    console.log(`note: the registry was asked for known weaknesses and did not say: ${audit.why}`);
    break;
  case "unreadable":
    fail("npm audit --json wrote no report that can be read. Run it by hand to see why.");
    break;
  case "weak":
    fail(`${audit.lines.join("\n")}\nRaise these versions in package.json, or override them.`);
}

function fail(words: string): void {
  console.error(words);
  process.exitCode = 1;
}
