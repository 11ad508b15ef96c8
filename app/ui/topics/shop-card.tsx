import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TopicFacts } from "./matching-topics.ts";
import { TopicState } from "./topic-state.tsx";
import { VolumeText } from "./volume-text.tsx";

interface ShopCardProps extends Pick<TopicFacts, "state" | "volume"> {
  topic: string;
}

/** How a topic stands in this shop. */
export function ShopCard({ topic, state, volume }: ShopCardProps) {
  const { t } = useTranslation("topics");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("page.inShop")}
        </Text>
        <TopicState topic={topic} state={state} />
        <div className="sentence">
          <Text as="span" tone="subdued">
            <VolumeText {...volume} />
          </Text>
        </div>
        {volume.unchosen > 0 ? (
          <Text as="p" tone="subdued">
            {t("volume.notKept")}
          </Text>
        ) : null}
        <Link url={`/app/events?topic=${encodeURIComponent(topic)}`}>{t("page.events")}</Link>
      </BlockStack>
    </Card>
  );
}
