import { expect, test } from "vitest";
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
      `${severity}: lib <2.0.0, through brought; Reads too much (https://github.com/advisories/GHSA-x)`,
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
  for (const json of [JSON.stringify(unreached), "", "npm error", "null"])
    expect(judgeAudit(json)).toEqual({ kind: "unanswered", why: "it could not be reached" });
});
