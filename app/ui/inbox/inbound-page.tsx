import { Banner, BlockStack, Card, InlineStack, Layout, Link, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../copy/copy-button.tsx";
import { INBOX } from "../events/paths.ts";
import { JsonBody } from "../json/json-body.tsx";
import { useRefresh } from "../refresh/use-refresh.ts";
import { useProblem } from "../texts/use-problem.ts";
import { rulePath } from "../topics/topic-paths.ts";
import { InboundFacts } from "./inbound-facts.tsx";
import type { ShownInbound } from "./listed.ts";
import { MapAgainAnswered } from "./map-again-answered.tsx";
import { MapAgainButton } from "./map-again-button.tsx";
import { ruleOf } from "./reasons.ts";
import { type MapAgainCall, useMapAgain } from "./use-map-again.ts";

/** Something that came in: what it says, and what became of it. */
export function InboundPage({ inbound }: { inbound: ShownInbound }) {
  const { t } = useTranslation("events");
  const call = useMapAgain();
  useRefresh(inbound.status === "pending");
  return (
    <Page title={t("inbound.title")} backAction={{ content: t("tab.inbox"), url: INBOX }}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <MapAgainAnswered answer={call.answer} pending={0} />
            <Outcome inbound={inbound} call={call} />
            <Body body={inbound.body} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <InboundFacts inbound={inbound} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Outcome({ inbound, call }: { inbound: ShownInbound; call: MapAgainCall }) {
  const { t } = useTranslation("events");
  const problem = useProblem();
  const { id, topic, status, reason, explanation, byRules, body } = inbound;
  if (explanation === null) {
    return (
      <Banner tone={status === "mapped" ? "success" : "info"}>
        <p>{status === "mapped" ? t("inbound.mapped") : t("inbound.pending")}</p>
      </Banner>
    );
  }
  const canMap = status !== "waiting" && body.kind !== "gone";
  return (
    <Banner tone={status === "failed" ? "critical" : "warning"} title={problem(explanation)}>
      <BlockStack gap="200" inlineAlign="start">
        {byRules ? <Link url={rulePath(ruleOf(reason))}>{t("reason.rules")}</Link> : null}
        {canMap ? <MapAgainButton order={{ id }} call={call} what={topic} /> : null}
      </BlockStack>
    </Banner>
  );
}

function Body({ body }: Pick<ShownInbound, "body">) {
  const { t } = useTranslation("events");
  const text = body.kind === "stored" ? body.text : undefined;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            {t("inbound.body")}
          </Text>
          {text === undefined ? null : <CopyButton text={text} what={t("inbound.body")} variant="plain" />}
        </InlineStack>
        {text === undefined ? (
          <Text as="p" tone="subdued">
            {body.kind === "hidden" ? t("inbound.hidden") : t("inbound.gone")}
          </Text>
        ) : (
          <JsonBody text={text} label={t("inbound.body")} />
        )}
      </BlockStack>
    </Card>
  );
}
