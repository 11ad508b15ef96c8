import { BlockStack, Checkbox, Text } from "@shopify/polaris";
import { GroupCheckbox } from "../forms/group-checkbox.tsx";
import { TopicName } from "./topic-name.tsx";
import type { TopicGroup } from "./topic-selection.ts";

interface TopicGroupFieldProps {
  group: TopicGroup;
  chosen: string[];
  /** whether all topics of the category are shown, so that one box may stand for them */
  whole: boolean;
  onToggle: (names: string[], on: boolean) => void;
}

/** The topics of a category, under a box that stands for them all. */
export function TopicGroupField({ group, chosen, whole, onToggle }: TopicGroupFieldProps) {
  const names = group.topics.map(({ name }) => name);
  const count = names.filter((name) => chosen.includes(name)).length;
  const heading = (
    <Text as="span" variant="headingSm">
      {group.label}{" "}
      <Text as="span" tone="subdued" fontWeight="regular">
        {count} of {names.length}
      </Text>
    </Text>
  );
  return (
    <fieldset className="topic-group">
      <legend className="visually-hidden">{group.label}</legend>
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
          {group.topics.map(({ name, description }) => (
            <Checkbox
              key={name}
              label={<TopicName name={name} />}
              helpText={description}
              checked={chosen.includes(name)}
              onChange={(on) => onToggle([name], on)}
            />
          ))}
        </div>
      </BlockStack>
    </fieldset>
  );
}
