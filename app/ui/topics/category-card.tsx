import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ListedCategory } from "./matching-topics.ts";
import { TopicItem } from "./topic-item.tsx";
import { useCategoryName } from "./use-category-name.ts";

export function CategoryCard({ category, topics }: ListedCategory) {
  const name = useCategoryName()(category);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {name}
        </Text>
        <ul className="plain-list" aria-label={name}>
          {topics.map((listed) => (
            <li key={listed.topic.name} className="attempt">
              <TopicItem listed={listed} />
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
