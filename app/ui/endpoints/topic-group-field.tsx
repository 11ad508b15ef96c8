import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TopicState } from "../../shopify/topic-states.ts";
import { GroupCheckbox } from "../forms/group-checkbox.tsx";
import { useCategoryName } from "../topics/use-category-name.ts";
import { TopicOption } from "./topic-option.tsx";
import type { TopicGroup } from "./topic-selection.ts";

/** What all groups of a picker share. */
export interface TopicGroupsProps {
  chosen: string[];
  states: Record<string, TopicState>;
  onToggle: (names: string[], on: boolean) => void;
  onCall: (topic: string) => void;
}

interface TopicGroupFieldProps extends TopicGroupsProps {
  group: TopicGroup;
  /** whether all topics of the category are shown, so that one box may stand for them */
  whole: boolean;
}

/** The topics of a category, under a box that stands for them all. */
export function TopicGroupField(props: TopicGroupFieldProps) {
  const { group, chosen, states, whole, onToggle, onCall } = props;
  const { t } = useTranslation("endpoints");
  const label = useCategoryName()(group.category);
  const names = group.topics.map(({ name }) => name);
  const count = names.filter((name) => chosen.includes(name)).length;
  const heading = (
    <Text as="span" variant="headingSm">
      {label}{" "}
      <Text as="span" tone="subdued" fontWeight="regular">
        {t("picker.ofGroup", { chosen: count, all: names.length })}
      </Text>
    </Text>
  );
  return (
    <fieldset className="topic-group">
      <legend className="visually-hidden">{label}</legend>
      <BlockStack gap="200">
        {whole ? (
          <GroupCheckbox
            label={heading}
            checked={count === names.length ? true : count > 0 ? "indeterminate" : false}
            onChange={(on) => onToggle(names, on)}
          />
        ) : (
          heading
        )}
        <div className="topic-options">
          {group.topics.map((topic) => (
            <TopicOption
              key={topic.name}
              topic={topic}
              state={states[topic.name]}
              checked={chosen.includes(topic.name)}
              onChange={(on) => onToggle([topic.name], on)}
              onCall={onCall}
            />
          ))}
        </div>
      </BlockStack>
    </fieldset>
  );
}
