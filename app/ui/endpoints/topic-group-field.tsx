import { BlockStack, Checkbox, Text } from "@shopify/polaris";
import type { TopicGroup } from "./topic-selection.ts";

interface TopicGroupFieldProps {
  group: TopicGroup;
  chosen: string[];
  /** whether all topics of the category are shown, so that one box may stand for them */
  whole: boolean;
  onToggle: (names: string[], on: boolean) => void;
}

/** The topics of a category. */
export function TopicGroupField({ group, chosen, whole, onToggle }: TopicGroupFieldProps) {
  const names = group.topics.map(({ name }) => name);
  const count = names.filter((name) => chosen.includes(name)).length;
  return (
    <fieldset className="topic-group">
      <legend>
        <Text as="span" variant="headingSm">
          {group.label}
        </Text>
      </legend>
      <BlockStack gap="200">
        {whole ? (
          <Checkbox
            label={`All ${names.length} topics of ${group.label.toLowerCase()} (${count} chosen)`}
            checked={count === names.length ? true : count > 0 ? "indeterminate" : false}
            onChange={(on) => onToggle(names, on)}
          />
        ) : null}
        <div className={whole ? "topic-options topic-options-indented" : "topic-options"}>
          {group.topics.map(({ name, description }) => (
            <Checkbox
              key={name}
              label={<span className="mono">{name}</span>}
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
