import { BlockStack, Card, Link, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ALL_TOPICS } from "../../endpoints/endpoint-fields.ts";
import { topicPath } from "../topics/topic-paths.ts";
import { TopicName } from "./topic-name.tsx";
import { ordered } from "./topic-selection.ts";

/** `topics`: names; or "*" and the names of operational topics */
export function EndpointTopicsCard({ topics }: { topics: string[] }) {
  const { t } = useTranslation("endpoint");
  const names = ordered(topics).filter((topic) => topic !== ALL_TOPICS);
  const all = topics.includes(ALL_TOPICS);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("topics.title")}
        </Text>
        {all ? <Text as="p">{names.length > 0 ? t("topics.allAndOwn") : t("topics.all")}</Text> : null}
        {names.length > 0 ? (
          <List>
            {names.map((topic) => (
              <List.Item key={topic}>
                <Link url={topicPath(topic)}>
                  <TopicName name={topic} />
                </Link>
              </List.Item>
            ))}
          </List>
        ) : null}
      </BlockStack>
    </Card>
  );
}
