import { BlockStack, Checkbox, Divider, Text } from "@shopify/polaris";
import { useState } from "react";
import { ALL_TOPICS } from "../../endpoints/endpoint-fields.ts";
import { TopicGroupField } from "./topic-group-field.tsx";
import { TopicSearch } from "./topic-search.tsx";
import { operationalGroups, withAll, withoutAll, withTopics } from "./topic-selection.ts";

interface TopicPickerProps {
  /** names; or "*" and the names of operational topics */
  chosen: string[];
  onChange: (chosen: string[]) => void;
  error: string | undefined;
}

/** All topics, whole categories, or one by one, with a search. */
export function TopicPicker({ chosen, onChange, error }: TopicPickerProps) {
  const [before, setBefore] = useState<string[]>([]);
  const all = chosen.includes(ALL_TOPICS);
  const toggle = (names: string[], on: boolean) => onChange(withTopics(chosen, names, on));

  const chooseAll = (on: boolean) => {
    if (on) setBefore(chosen);
    onChange(on ? withAll(chosen) : withoutAll(chosen, before));
  };

  return (
    <BlockStack gap="400">
      <Checkbox
        label="All topics"
        helpText="Every topic, later ones included, but for those about your endpoints."
        checked={all}
        onChange={chooseAll}
        error={error}
      />
      <Divider />
      {all ? (
        <>
          <Text as="p" tone="subdued">
            These tell how your other endpoints are doing. Choose them by name.
          </Text>
          {operationalGroups().map((group) => (
            <TopicGroupField key={group.category} group={group} chosen={chosen} whole onToggle={toggle} />
          ))}
        </>
      ) : (
        <TopicSearch chosen={chosen} onToggle={toggle} />
      )}
    </BlockStack>
  );
}
