import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { OriginText } from "../events/origin-text.tsx";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import type { ShownInbound } from "./listed.ts";

/** What is known of something that came in, besides its body. */
export function InboundFacts({ inbound }: { inbound: ShownInbound }) {
  const { t, i18n } = useTranslation("events");
  const { id, origin, webhookId, eventId, apiVersion, bytes, triggeredAt, receivedAt, processedAt } = inbound;
  const isShopifys = origin.kind === "shopify";
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("fact.title")}
        </Text>
        <FactList>
          <Fact label={t("fact.origin")}>
            <OriginText origin={origin} />
          </Fact>
          <Fact label={t("fact.inboundId")} copy={id}>
            {id}
          </Fact>
          {isShopifys ? (
            <Fact label="X-Shopify-Webhook-Id" copy={webhookId}>
              {webhookId}
            </Fact>
          ) : null}
          {isShopifys && eventId ? (
            <Fact label="X-Shopify-Event-Id" copy={eventId}>
              {eventId}
            </Fact>
          ) : null}
          {apiVersion ? <Fact label={t("fact.apiVersion")}>{apiVersion}</Fact> : null}
          <Fact label={t("fact.happened")}>
            <AbsoluteTime time={triggeredAt} />
          </Fact>
          <Fact label={t("fact.receivedAt")}>
            <AbsoluteTime time={receivedAt} />
          </Fact>
          {processedAt ? (
            <Fact label={t("fact.processedAt")}>
              <AbsoluteTime time={processedAt} />
            </Fact>
          ) : null}
          <Fact label={t("fact.size")}>
            {t("fact.bytes", { count: bytes, number: new Intl.NumberFormat(i18n.language).format(bytes) })}
          </Fact>
        </FactList>
      </BlockStack>
    </Card>
  );
}
