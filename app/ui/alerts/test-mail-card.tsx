import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { TestMailOutcome } from "../../notifications/send-test-mail.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";

export type TestMailAnswer = TestMailOutcome | Unavailable;

/** Sends one mail now and shows what the mail server says. */
export function TestMailCard({ to }: { to: string[] }) {
  const fetcher = useFetcher<TestMailAnswer>();
  const sending = fetcher.state === "submitting";
  const answer = sending ? undefined : fetcher.data;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Send a test mail
          </Text>
          <div className="wrap-anywhere">
            <Text as="p" tone="subdued">
              To {to.join(", ")}. Save first when you have changed the addresses.
            </Text>
          </div>
        </BlockStack>
        <fetcher.Form method="post" action="/app/alerts/test">
          <InlineStack>
            <Button submit loading={sending}>
              Send test mail
            </Button>
          </InlineStack>
        </fetcher.Form>
        {answer ? <Verdict answer={answer} /> : null}
      </BlockStack>
    </Card>
  );
}

function Verdict({ answer }: { answer: TestMailAnswer }) {
  switch (answer.kind) {
    case "tried":
      return (
        <Banner
          tone={answer.sent ? "success" : "critical"}
          title={answer.sent ? "The test mail is on its way" : "The test mail was not sent"}
        >
          <p className="wrap-anywhere">{answer.sentence}</p>
        </Banner>
      );
    case "impossible":
      return <Banner tone="warning" title={answer.sentence} />;
    case "too_many":
      return (
        <Banner tone="warning" title="Too many test mails">
          <p>Five an hour can be sent. Try again in {Math.ceil(answer.retryAfterSeconds / 60)} minutes.</p>
        </Banner>
      );
    case "unavailable":
      return (
        <Banner tone="critical" title="Carillon could not be reached">
          <p>No test mail was sent. Try again in a moment.</p>
        </Banner>
      );
  }
}
