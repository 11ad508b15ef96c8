import { sampleData, sampleResource } from "./samples.ts";

/** What Carillon knows by itself, or fills in. */
const NOT_SENT = ["unavailable", "redacted", "origin", "group_id"];

/**
 * A call of the shell that sends an event of a topic in; null for topics that Carillon alone makes. `appUrl`: without a
 * slash at its end.
 */
export function apiExample(topic: string, appUrl: string): string | null {
  if (topic.startsWith("endpoint/")) return null;
  const data = Object.entries(sampleData(topic)).filter(([key]) => !NOT_SENT.includes(key));
  const resource = sampleResource(topic);
  const body = {
    topic,
    ...(resource !== null && { resource }),
    data: Object.fromEntries(data),
    idempotency_key: `${topic}-1`,
  };
  return [
    `curl -X POST ${appUrl}/api/v1/events \\`,
    '  -H "Authorization: Bearer $CARILLON_TOKEN" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '${JSON.stringify(body, null, 2).replaceAll("'", "'\\''")}'`,
  ].join("\n");
}
