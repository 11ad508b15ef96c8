import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { UrlProblem } from "../../endpoints/endpoint-forms.ts";
import type { EndpointChoice } from "../../queries/endpoint-list.ts";
import type { TopicState } from "../../shopify/topic-states.ts";
import type { TopicGroup } from "../endpoints/topic-selection.ts";
import { useCategoryName } from "../topics/use-category-name.ts";
import type { RowCall } from "./call-button.tsx";
import { chipsOf, NO_EDIT } from "./chips.ts";
import { type Edits, isAddedTo, NO_ENTRY } from "./edits.ts";
import { TopicRow } from "./topic-row.tsx";
import { UrlEntryField } from "./url-entry-field.tsx";
import { useCardOpen } from "./use-card-open.ts";
import type { Editing } from "./use-edits.ts";

export interface CategoryCardProps {
  group: TopicGroup;
  endpoints: readonly EndpointChoice[];
  states: Record<string, TopicState>;
  editing: Editing;
  problems: readonly UrlProblem[];
  /** changes whenever URLs were refused */
  refusals: number;
  onCall: (call: RowCall) => void;
  startsOpen: boolean;
}

/** The topics of a category, each with its URLs, and a field for all of them at once. */
export function CategoryCard(props: CategoryCardProps) {
  const { group, endpoints, editing, refusals, startsOpen } = props;
  const { t } = useTranslation("byCategory");
  const [open, setOpen] = useCardOpen({ startsOpen, holds: holdsEdits(editing.edits, group), refusals });
  const id = useId();
  const title = useCategoryName()(group.category);
  const heard = group.topics.filter(
    ({ name }) => chipsOf(endpoints, name, editing.edits.topics[name] ?? NO_EDIT).length > 0,
  );
  return (
    <Card padding="0">
      <div className="category-head">
        <BlockStack>
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {t("card.heard", { count: heard.length, all: group.topics.length })}
          </Text>
        </BlockStack>
        <Button
          disclosure={open ? "up" : "down"}
          variant="tertiary"
          onClick={() => setOpen(!open)}
          ariaExpanded={open}
          ariaControls={id}
          accessibilityLabel={t(open ? "card.hideOf" : "card.showOf", { category: title })}
        >
          {t(open ? "card.hide" : "card.show")}
        </Button>
      </div>
      <div id={id}>{open ? <CategoryRows {...props} title={title} /> : null}</div>
    </Card>
  );
}

/** The field for all topics of a category. */
const fieldOf = ({ category }: TopicGroup): string => `${category}/*`;

const holdsEdits = (edits: Edits, group: TopicGroup): boolean =>
  [fieldOf(group), ...group.topics.map(({ name }) => name)].some((field) => isAddedTo(edits, field));

function CategoryRows(props: CategoryCardProps & { title: string }) {
  const { group, endpoints, states, editing, problems, onCall, title } = props;
  const { edits, type, take, remove } = editing;
  const { t } = useTranslation("byCategory");
  const field = fieldOf(group);
  return (
    <>
      <div className="category-all">
        <UrlEntryField
          target={{ field, topics: group.topics.map(({ name }) => name) }}
          entry={edits.entries[field] ?? NO_ENTRY}
          label={t("card.all", { category: title })}
          type={type}
          take={take}
        />
      </div>
      {group.topics.map((topic) => (
        <TopicRow
          key={topic.name}
          topic={topic}
          state={states[topic.name]}
          endpoints={endpoints}
          edit={edits.topics[topic.name] ?? NO_EDIT}
          entry={edits.entries[topic.name] ?? NO_ENTRY}
          problems={problems}
          type={type}
          take={take}
          remove={remove}
          onCall={onCall}
        />
      ))}
    </>
  );
}
