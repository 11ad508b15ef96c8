import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import type { TestAnswer } from "./test-answer.ts";
import { TestRefusal } from "./test-refusal.tsx";
import { TestResult } from "./test-result.tsx";
import { testTopics } from "./test-topics.ts";

interface TestCardProps {
  endpointId: string;
  /** names; or "*" and the names of operational topics */
  topics: string[];
}

/** Sends one signed sample now and shows what came back. */
export function TestCard({ endpointId, topics }: TestCardProps) {
  const fetcher = useFetcher<TestAnswer>();
  const choices = testTopics(topics);
  const [topic, setTopic] = useState(choices.first);
  const sending = fetcher.state === "submitting";
  const answer = sending ? undefined : fetcher.data;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Send a test
          </Text>
          <Text as="p" tone="subdued">
            One signed request with sample data, sent now and marked as a test.
          </Text>
        </BlockStack>
        <fetcher.Form method="post" action={`/app/endpoints/${endpointId}/test`}>
          <BlockStack gap="300">
            <Select label="Topic" name="topic" options={choices.options} value={topic} onChange={setTopic} />
            <InlineStack>
              <Button submit loading={sending}>
                Send test
              </Button>
            </InlineStack>
          </BlockStack>
        </fetcher.Form>
        {answer?.kind === "sent" ? <TestResult result={answer.result} /> : null}
        {answer && answer.kind !== "sent" ? <TestRefusal answer={answer} /> : null}
      </BlockStack>
    </Card>
  );
}
