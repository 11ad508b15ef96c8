import { Text } from "@shopify/polaris";
import { diagnose } from "./diagnose.ts";

interface LastResponse {
  lastStatusCode: number | null;
  lastReason: string | null;
}

/** What came back last: a status code, or why there is none. */
export function ResponseText({ lastStatusCode, lastReason }: LastResponse) {
  const failure = diagnose({ reason: lastReason, statusCode: lastStatusCode });
  if (failure) {
    return (
      <Text as="span" tone="critical">
        {lastStatusCode !== null && failure.short !== `${lastStatusCode}`
          ? `${failure.short} (${lastStatusCode})`
          : failure.short}
      </Text>
    );
  }
  return lastStatusCode === null ? (
    <Text as="span" tone="subdued">
      None yet
    </Text>
  ) : (
    <Text as="span">{lastStatusCode}</Text>
  );
}
