// Whether a weakness that is known to be high or critical lies in what production installs. Fails on one; a registry that
// does not say is no reason to fail, and is told in a note.
import { spawnSync } from "node:child_process";
import { judgeAudit } from "./audit/judge-audit.ts";

const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
  encoding: "utf8",
  maxBuffer: 1 << 26,
  timeout: 60_000,
});
const audit = judgeAudit(stdout ?? "");
if (audit.kind === "unanswered")
  console.log(`note: the registry was asked for known weaknesses and did not say: ${audit.why}`);
if (audit.kind === "weak") {
  console.error(`${audit.lines.join("\n")}\nRaise these versions in package.json, or override them.`);
  process.exitCode = 1;
}
