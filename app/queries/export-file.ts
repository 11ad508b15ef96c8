// The log as a file, piece by piece. The columns are those of the API's deliveries.
import type { DeliveryView } from "./deliveries.ts";
import { csvRecord } from "./export-csv.ts";

export const EXPORT_FORMATS = {
  csv: "text/csv; charset=utf-8",
  ndjson: "application/x-ndjson",
} as const;

export type ExportFormat = keyof typeof EXPORT_FORMATS;

export const isExportFormat = (text: string | null): text is ExportFormat =>
  text !== null && Object.hasOwn(EXPORT_FORMATS, text);

const COLUMNS = {
  id: ({ id }) => id,
  event_id: ({ eventId }) => eventId,
  topic: ({ topic }) => topic,
  status: ({ status }) => status,
  test: ({ test }) => test,
  endpoint_id: ({ endpointId }) => endpointId,
  url: ({ endpointUrl }) => endpointUrl,
  flow_trigger: ({ flowTrigger }) => flowTrigger,
  attempts: ({ attempts }) => attempts,
  next_attempt_at: ({ dueAt }) => timeOf(dueAt),
  last_reason: ({ lastReason }) => lastReason,
  last_status_code: ({ lastStatusCode }) => lastStatusCode,
  last_duration_ms: ({ lastDurationMs }) => lastDurationMs,
  last_attempt_at: ({ lastAttemptAt }) => timeOf(lastAttemptAt),
  created_at: ({ createdAt }) => timeOf(createdAt),
} satisfies Record<string, (delivery: DeliveryView) => string | number | boolean | null>;

const timeOf = (time: Date | null): string | null => time?.toISOString() ?? null;

const COLUMN_ENTRIES = Object.entries(COLUMNS);

export async function* exportFile(
  pages: AsyncIterable<DeliveryView[]>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === "csv") yield csvRecord(Object.keys(COLUMNS));
  const line = format === "csv" ? csvLine : jsonLine;
  for await (const page of pages) yield page.map(line).join("");
}

const csvLine = (delivery: DeliveryView): string =>
  csvRecord(COLUMN_ENTRIES.map(([, read]) => read(delivery)));

const jsonLine = (delivery: DeliveryView): string =>
  `${JSON.stringify(Object.fromEntries(COLUMN_ENTRIES.map(([name, read]) => [name, read(delivery)])))}\n`;
