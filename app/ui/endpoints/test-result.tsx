import { Banner, BlockStack, Link, Text } from "@shopify/polaris";
import { diagnose } from "../deliveries/diagnose.ts";
import { CodeBlock } from "../json/code-block.tsx";
import { durationText } from "../time/format-time.ts";
import type { TestResultView } from "./test-answer.ts";

const SHOWN_CHARACTERS = 2_000;

/** What a test call came to. */
export function TestResult({ result }: { result: TestResultView }) {
  const { deliveryId, delivered, status, durationMs, reason, response } = result;
  const failure = diagnose({ reason, statusCode: status });
  return (
    <BlockStack gap="300">
      <Banner tone={delivered ? "success" : "critical"} title={delivered ? "Delivered" : "Not delivered"}>
        <p>
          {status === null ? "No answer" : `Status ${status}`} after {durationText(durationMs)}.
        </p>
        {failure ? (
          <p>
            {failure.what} {failure.advice}
          </p>
        ) : null}
        <p>
          <Link url={`/app/deliveries/${deliveryId}`}>See the whole request and answer</Link>
        </p>
      </Banner>
      {response ? (
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            {response.length > SHOWN_CHARACTERS ? "Beginning of the answer" : "Answer"}
          </Text>
          <CodeBlock text={response.slice(0, SHOWN_CHARACTERS)} label="Answer of the server" />
        </BlockStack>
      ) : null}
    </BlockStack>
  );
}
