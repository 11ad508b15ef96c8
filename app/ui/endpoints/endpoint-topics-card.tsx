import { BlockStack, Card, Link, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ALL_TOPICS } from "../../endpoints/endpoint-fields.ts";
import type { TopicState as State } from "../../shopify/topic-states.ts";
import { topicPath } from "../topics/topic-paths.ts";
import { TopicState } from "../topics/topic-state.tsx";
import { cannotYet } from "./cannot-yet.tsx";
import { TopicName } from "./topic-name.tsx";
import { ordered } from "./topic-selection.ts";

interface EndpointTopicsCardProps {
  /** names; or "*" and the names of operational topics */
  topics: string[];
  states: Record<string, State>;
}

/** What an endpoint gets, and what is missing for those of its topics that cannot arrive yet. */
export function EndpointTopicsCard({ topics, states }: EndpointTopicsCardProps) {
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
                <CannotArrive topic={topic} state={states[topic]} />
              </List.Item>
            ))}
          </List>
        ) : null}
      </BlockStack>
    </Card>
  );
}

const CannotArrive = ({ topic, state }: { topic: string; state: State | undefined }) =>
  state && cannotYet(state) ? <TopicState topic={topic} state={state} compact /> : null;
