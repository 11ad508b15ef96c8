import { BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { TopicName } from "../endpoints/topic-name.tsx";
import { useTopicText } from "../texts/use-topic-text.ts";
import { GradeText } from "./grade-text.tsx";
import type { ListedTopic } from "./matching-topics.ts";
import { topicPath } from "./topic-paths.ts";
import { TopicState } from "./topic-state.tsx";
import { VolumeText } from "./volume-text.tsx";

/** A topic of the catalogue: what it is, how it stands in this shop, and who gets it. */
export function TopicItem({ listed: { topic, state, endpoints, volume } }: { listed: ListedTopic }) {
  const { t } = useTranslation("topics");
  const { description } = useTopicText()(topic);
  const { name } = topic;
  return (
    <div className="topic-item">
      <BlockStack gap="050">
        <Link url={topicPath(name)} removeUnderline monochrome>
          <Text as="span" fontWeight="semibold">
            <TopicName name={name} />
          </Text>
        </Link>
        <Text as="p">{description}</Text>
        <div className="sentence">
          <Text as="span" tone="subdued">
            <GradeText topic={topic} />
          </Text>
        </div>
      </BlockStack>
      <BlockStack gap="100">
        <TopicState topic={name} state={state} compact />
        <Text as="p" tone="subdued">
          {endpoints === 0 ? (
            t("item.nobody")
          ) : (
            <Link
              url={`${topicPath(name)}#endpoints`}
              accessibilityLabel={t("item.endpointsOf", { count: endpoints, topic: name })}
            >
              {t("item.endpoints", { count: endpoints })}
            </Link>
          )}
          {" · "}
          <VolumeText {...volume} />
        </Text>
      </BlockStack>
    </div>
  );
}
