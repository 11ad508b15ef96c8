import { Text } from "@shopify/polaris";
import { diagnose } from "./diagnose.ts";
import { isWithheld } from "./withheld-banner.tsx";

interface LastResponse {
  lastStatusCode: number | null;
  lastReason: string | null;
}

/** What came back last: a status code, or why there is none. */
export function ResponseText({ lastStatusCode, lastReason }: LastResponse) {
  if (isWithheld(lastReason)) {
    return (
      <Text as="span" tone="subdued">
        Came from Flow
      </Text>
    );
  }
  const failure = diagnose({ reason: lastReason, statusCode: lastStatusCode });
  if (failure) {
    // Flow refuses with status 200, which would only confuse.
    const code = lastReason === "flow_refused" ? null : lastStatusCode;
    return (
      <Text as="span" tone="critical">
        {code !== null && failure.short !== `${code}` ? `${failure.short} (${code})` : failure.short}
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
