import { z } from "zod";

export type Audit =
  | { kind: "clean" }
  /** one line for each weakness that is high or critical */
  | { kind: "weak"; lines: string[] }
  /** the registry was not reached, or refused to say */
  | { kind: "unanswered"; why: string }
  /** npm did not run, or wrote something else than a report */
  | { kind: "unreadable" };

/** Severity alone decides; the rest is for people, and may be missing. */
const weakness = z.looseObject({
  severity: z.string(),
  range: z.string().catch("(versions unknown)"),
  via: z.array(z.unknown()).catch([]),
});
const report = z.looseObject({
  auditReportVersion: z.number(),
  vulnerabilities: z.record(z.string(), weakness),
});

const refusal = z.looseObject({ statusCode: z.number() });
const unreached = z.looseObject({ message: z.string(), error: z.unknown() });

/** `json`: what `npm audit --json` wrote. */
export function judgeAudit(json: string): Audit {
  const answer = parse(json);
  const read = report.safeParse(answer);
  if (read.success) return weaknessesOf(read.data);
  const refused = refusal.safeParse(answer);
  if (refused.success) return { kind: "unanswered", why: `it answered ${refused.data.statusCode}` };
  // Not npm's own message: it names hosts.
  if (unreached.safeParse(answer).success) return { kind: "unanswered", why: "it could not be reached" };
  return { kind: "unreadable" };
}

function weaknessesOf({ vulnerabilities }: z.infer<typeof report>): Audit {
  const lines = Object.entries(vulnerabilities)
    .filter(([, { severity }]) => ["high", "critical"].includes(severity.toLowerCase()))
    .map(
      ([name, { severity, range, via }]) =>
        `${severity}: ${name} ${range}${via.map((step) => `; ${wordsOf(step)}`).join("")}`,
    );
  return lines.length > 0 ? { kind: "weak", lines } : { kind: "clean" };
}

const advisory = z.looseObject({ title: z.string(), url: z.string().optional() });

/** A text is the name of the package that brings the weakness along. */
function wordsOf(via: unknown): string {
  if (typeof via === "string") return `through ${via}`;
  const read = advisory.safeParse(via);
  if (!read.success) return "not described";
  return read.data.url ? `${read.data.title} (${read.data.url})` : read.data.title;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
