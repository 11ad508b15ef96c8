import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TestMailOutcome } from "../../notifications/send-test-mail.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { useProblem } from "../texts/use-problem.ts";

export type TestMailAnswer = TestMailOutcome | Unavailable;

/** Sends one mail now and shows what the mail server says. */
export function TestMailCard({ to }: { to: string[] }) {
  const { t } = useTranslation("alerts");
  const fetcher = useFetcher<TestMailAnswer>();
  const sending = fetcher.state === "submitting";
  const answer = sending ? undefined : fetcher.data;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("test.title")}
          </Text>
          <div className="wrap-anywhere">
            <Text as="p" tone="subdued">
              {t("test.to", { addresses: to.join(", ") })}
            </Text>
          </div>
        </BlockStack>
        <fetcher.Form method="post" action="/app/settings/alerts/test">
          <InlineStack>
            <Button submit loading={sending}>
              {t("test.send")}
            </Button>
          </InlineStack>
        </fetcher.Form>
        {answer ? <Verdict answer={answer} /> : null}
      </BlockStack>
    </Card>
  );
}

function Verdict({ answer }: { answer: TestMailAnswer }) {
  const { t } = useTranslation("alerts");
  const problem = useProblem();
  switch (answer.kind) {
    case "tried":
      return (
        <Banner
          tone={answer.sent ? "success" : "critical"}
          title={answer.sent ? t("test.sent") : t("test.notSent")}
        >
          <p className="wrap-anywhere">{problem(answer.sentence)}</p>
        </Banner>
      );
    case "impossible":
      return <Banner tone="warning" title={problem(answer.sentence)} />;
    case "too_many":
      return (
        <Banner tone="warning" title={t("test.tooMany")}>
          <p>{t("test.tooManyWhy", { count: Math.ceil(answer.retryAfterSeconds / 60) })}</p>
        </Banner>
      );
    case "unavailable":
      return (
        <Banner tone="critical" title={t("test.notReached")}>
          <p>{t("test.notReachedWhy")}</p>
        </Banner>
      );
  }
}
