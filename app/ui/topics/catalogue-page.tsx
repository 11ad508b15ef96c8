import { BlockStack, Card, EmptyState, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { TOPICS } from "../../topics/catalog.ts";
import { UnreadableElsewhere } from "../rules/unreadable-elsewhere.tsx";
import bell from "../shell/bell.svg?url";
import { useTopicText } from "../texts/use-topic-text.ts";
import { CatalogueFilters } from "./catalogue-filters.tsx";
import { CategoryCard } from "./category-card.tsx";
import { GradeLegend } from "./grade-legend.tsx";
import { type ListedTopic, matchingTopics, STATES, type TopicFacts } from "./matching-topics.ts";
import { useAddressText } from "./use-address-text.ts";
import { useCategoryName } from "./use-category-name.ts";

interface CataloguePageProps {
  facts: (TopicFacts & { name: string })[];
  /** whether there were more events than were counted */
  more: boolean;
  /** whether the shop's rules are not understood */
  unreadable: boolean;
}

/** Every topic there is, and what each of them is worth in this shop. */
export function CataloguePage({ facts, more, unreadable }: CataloguePageProps) {
  const { t } = useTranslation("topics");
  const [search, setSearch] = useAddressText("q");
  const [asked, setState] = useAddressText("state");
  const state = STATES.find((known) => known === asked) ?? "";
  const topics = useListed(facts);
  const groups = matchingTopics(topics, search, state);
  const count = groups.reduce((sum, group) => sum + group.topics.length, 0);
  const clear = () => {
    setSearch("");
    setState("");
  };
  return (
    <Page title={t("title")} subtitle={t("catalogue.subtitle")}>
      <BlockStack gap="400">
        {unreadable ? <UnreadableElsewhere /> : null}
        <CatalogueFilters
          search={search}
          onSearch={setSearch}
          state={state}
          onState={setState}
          topics={topics}
        />
        <span role="status" className="visually-hidden">
          {t("catalogue.found", { count })}
        </span>
        {groups.map((group) => (
          <CategoryCard key={group.category} {...group} />
        ))}
        {groups.length === 0 ? (
          <Card>
            <EmptyState
              heading={t("catalogue.none")}
              image={bell}
              action={{ content: t("catalogue.showAll"), onAction: clear }}
            >
              <p>{t("catalogue.noneWhy")}</p>
            </EmptyState>
          </Card>
        ) : null}
        <GradeLegend />
        {more ? (
          <Text as="p" tone="subdued" alignment="center">
            {t("catalogue.counted")}
          </Text>
        ) : null}
      </BlockStack>
    </Page>
  );
}

function useListed(facts: CataloguePageProps["facts"]): ListedTopic[] {
  const text = useTopicText();
  const categoryName = useCategoryName();
  const known = new Map(facts.map((fact) => [fact.name, fact]));
  return TOPICS.flatMap((topic) => {
    const fact = known.get(topic.name);
    if (!fact) return [];
    const words = `${topic.name} ${categoryName(topic.category)} ${text(topic).description}`.toLowerCase();
    return [{ ...fact, topic, words }];
  });
}
