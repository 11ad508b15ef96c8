import type { Env } from "../config/env.ts";
import type { Log } from "../config/log.ts";
import { NO_TRACING, type Tracing } from "./tracing.ts";

/** OpenTelemetry's packages are loaded only where there is a collector. */
export async function createTracing(
  { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }: Pick<Env, "OTEL_EXPORTER_OTLP_ENDPOINT">,
  log: Log,
): Promise<Tracing> {
  if (endpoint === undefined) return NO_TRACING;
  const { createOtlpTracing } = await import("./otlp-tracing.ts");
  return createOtlpTracing(endpoint, log);
}
