import { BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TopicListener, TriggerUse } from "../../queries/topics.ts";
import type { WayView } from "../../shopify/topic-ways.ts";
import type { BodyField } from "../../topics/body-schema.ts";
import { TOPICS } from "../../topics/catalog.ts";
import type { FlowRecipe } from "../../topics/flow/recipes.ts";
import type { CalledEndpoint } from "../test-call/called-endpoint.ts";
import { TestCallDialog } from "../test-call/test-call-dialog.tsx";
import { useTopicText } from "../texts/use-topic-text.ts";
import { GradeText } from "./grade-text.tsx";
import { HowItComes } from "./how-it-comes.tsx";
import { ListenersCard } from "./listeners-card.tsx";
import type { TopicFacts } from "./matching-topics.ts";
import { ShopCard } from "./shop-card.tsx";
import { WhatArrives } from "./what-arrives.tsx";

interface TopicPageProps extends Pick<TopicFacts, "state" | "volume"> {
  name: string;
  trigger: TriggerUse | null;
  /** the endpoints that get it */
  listeners: TopicListener[];
  /** all of the shop's */
  endpoints: CalledEndpoint[];
  ways: WayView[];
  recipe: FlowRecipe | null;
  /** a call of the shell; null where nobody may send it in */
  example: string | null;
  fields: BodyField[];
  /** JSON */
  schema: string;
  sample: { headers: Record<string, string>; body: string };
}

/** All there is to know of a topic, in general and in this shop. */
export function TopicPage(props: TopicPageProps) {
  const { name, state, volume, listeners, endpoints, trigger, ways, recipe, example } = props;
  const { t } = useTranslation("topics");
  const [testing, setTesting] = useState(false);
  const test = {
    content: t("page.test"),
    onAction: () => setTesting(true),
    disabled: endpoints.length === 0,
  };
  return (
    <Page
      title={name}
      backAction={{ content: t("title"), url: "/app/topics" }}
      primaryAction={{ content: t("page.add"), url: `/app/endpoints/new?topic=${encodeURIComponent(name)}` }}
      secondaryActions={[test]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Summary name={name} />
            <HowItComes topic={name} ways={ways} recipe={recipe} example={example} status={state.status} />
            <WhatArrives {...props} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <ShopCard topic={name} state={state} volume={volume} />
            <ListenersCard topic={name} listeners={listeners} trigger={trigger} />
          </BlockStack>
        </Layout.Section>
      </Layout>
      <TestCallDialog
        topic={name}
        topics={[name]}
        endpoints={endpoints}
        open={testing}
        onClose={() => setTesting(false)}
      />
    </Page>
  );
}

function Summary({ name }: { name: string }) {
  const { t } = useTranslation("topics");
  const text = useTopicText();
  const topic = TOPICS.find((known) => known.name === name);
  if (!topic) return null;
  const { description, source } = text(topic);
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("page.when")}
        </Text>
        <Text as="p">{description}</Text>
        <Text as="p" tone="subdued">
          {t("page.source")} <span className="wrap-anywhere">{source}</span>
        </Text>
        <Text as="p" tone="subdued">
          {t("page.grade")} <GradeText topic={topic} />
        </Text>
      </BlockStack>
    </Card>
  );
}
