import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { EndpointTroubles } from "../../queries/attention.ts";
import type { BlockedTopics } from "../../shopify/blocked-topics.ts";
import { BlockedItem } from "./blocked-item.tsx";
import { TroubleItem } from "./trouble-item.tsx";

interface AttentionCardProps {
  endpoints: EndpointTroubles;
  blocked: BlockedTopics[];
}

/** What does not go as the merchant wants it, each with the next thing to do; nothing when all is well. */
export function AttentionCard({ endpoints: { troubles, more }, blocked }: AttentionCardProps) {
  const { t } = useTranslation("home");
  if (troubles.length + blocked.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("attention.title")}
        </Text>
        <ul className="plain-list" aria-label={t("attention.title")}>
          {troubles.map((trouble) => (
            <li key={trouble.id} className="attempt">
              <TroubleItem trouble={trouble} />
            </li>
          ))}
          {blocked.map((topics) => (
            <li key={`${topics.why} ${topics.topics[0]}`} className="attempt">
              <BlockedItem blocked={topics} />
            </li>
          ))}
        </ul>
        {more ? (
          <Text as="p">
            <Trans t={t} i18nKey="attention.more" components={{ a: <Link url="/app/endpoints" /> }} />
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}
