import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { judgeAudit } from "../../scripts/audit/judge-audit.ts";

/** What npm reports of packages, by their severity. */
const report = (severities: Record<string, string>) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      Object.entries(severities).map(([name, severity]) => [
        name,
        {
          ...{ name, severity, isDirect: false, range: "<2.0.0", effects: [], nodes: [], fixAvailable: true },
          via: [
            "brought",
            { title: "Reads too much", url: "https://github.com/advisories/GHSA-x", severity },
          ],
        },
      ]),
    ),
    metadata: { vulnerabilities: {} },
  });

test("no weakness, and weaknesses that are neither high nor critical, are clean", () => {
  expect(judgeAudit(report({}))).toEqual({ kind: "clean" });
  expect(judgeAudit(report({ a: "low", b: "moderate", c: "info" }))).toEqual({ kind: "clean" });
});

test.each(["high", "critical"])("a %s one is told with its package and what it is", (severity) => {
  expect(judgeAudit(report({ a: "low", lib: severity }))).toEqual({
    kind: "weak",
    lines: [
      `${severity}: lib <2.0.0; through brought; Reads too much (https://github.com/advisories/GHSA-x)`,
    ],
  });
});

test("a registry that refuses, or that is not reached, has not said that all is well, and is not named", () => {
  const refused = {
    message: "405 Method Not Allowed - POST https://registry.example/audit",
    statusCode: 405,
  };
  expect(judgeAudit(JSON.stringify(refused))).toEqual({ kind: "unanswered", why: "it answered 405" });
  const unreached = { message: "request to https://registry.example failed", error: { code: "ENOTFOUND" } };
  expect(judgeAudit(JSON.stringify(unreached))).toEqual({
    kind: "unanswered",
    why: "it could not be reached",
  });
});

test.each(["", "npm error", "null", "{}"])("%j is no report, and says nothing", (json) => {
  expect(judgeAudit(json)).toEqual({ kind: "unreadable" });
});

test("severity alone decides: a report of another shape still tells of what is critical", () => {
  const odd = { vulnerabilities: { lib: { severity: "critical", via: [{ source: 1 }] } } };
  expect(judgeAudit(JSON.stringify({ auditReportVersion: 3, ...odd }))).toEqual({
    kind: "weak",
    lines: ["critical: lib (versions unknown); not described"],
  });
});

/** Runs the step with an npm that writes `json`; without one, with no npm at all. */
function audit(json: string | undefined) {
  const bin = mkdtempSync(path.join(tmpdir(), "carillon-npm-"));
  onTestFinished(() => rmSync(bin, { recursive: true }));
  writeFileSync(path.join(bin, "report.json"), json ?? "");
  if (json !== undefined) {
    writeFileSync(
      path.join(bin, "npm"),
      '#!/bin/sh\n/bin/cat "$(/usr/bin/dirname "$0")/report.json"\nexit 1\n',
    );
    chmodSync(path.join(bin, "npm"), 0o755);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/audit.ts"], {
    encoding: "utf8",
    env: { PATH: bin } as unknown as NodeJS.ProcessEnv,
  });
  return { status, said: stdout + stderr };
}

test("the step fails on a weakness and without npm, and passes with a note when the registry refuses", () => {
  expect(audit(report({ lib: "high" }))).toMatchObject({
    status: 1,
    said: expect.stringContaining("high: lib"),
  });
  expect(audit(report({ lib: "low" }))).toEqual({ status: 0, said: "" });
  expect(audit(JSON.stringify({ statusCode: 405 }))).toMatchObject({
    ...{ status: 0, said: expect.stringContaining("did not say: it answered 405") },
  });
  expect(audit(undefined)).toMatchObject({ status: 1, said: expect.stringContaining("no report") });
});
