import { z } from "zod";

export type Audit =
  | { kind: "clean" }
  /** one line for each weakness that is high or critical */
  | { kind: "weak"; lines: string[] }
  /** the registry did not say */
  | { kind: "unanswered"; why: string };

const advisory = z.object({ title: z.string(), url: z.string() });
const report = z.object({
  auditReportVersion: z.number(),
  vulnerabilities: z.record(
    z.string(),
    // A text is the name of the package that brings it along.
    z.object({ severity: z.string(), range: z.string(), via: z.array(z.union([z.string(), advisory])) }),
  ),
});

/** `json`: what `npm audit --json` wrote. */
export function judgeAudit(json: string): Audit {
  const answer = parse(json);
  const read = report.safeParse(answer);
  if (!read.success) return { kind: "unanswered", why: whyNot(answer) };
  const lines = Object.entries(read.data.vulnerabilities)
    .filter(([, { severity }]) => severity === "high" || severity === "critical")
    .map(
      ([name, { severity, range, via }]) => `${severity}: ${name} ${range}, ${via.map(wordsOf).join("; ")}`,
    );
  return lines.length > 0 ? { kind: "weak", lines } : { kind: "clean" };
}

const wordsOf = (via: string | z.infer<typeof advisory>): string =>
  typeof via === "string" ? `through ${via}` : `${via.title} (${via.url})`;

/** Not npm's own message: it names hosts. */
function whyNot(answer: unknown): string {
  const failed = z.object({ statusCode: z.number() }).safeParse(answer);
  return failed.success ? `it answered ${failed.data.statusCode}` : "it could not be reached";
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
