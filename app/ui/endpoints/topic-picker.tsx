import { BlockStack, Box, Checkbox, Divider, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { ALL_TOPICS } from "../../endpoints/endpoint-fields.ts";
import { TOPICS } from "../../topics/catalog.ts";
import { TopicGroupField } from "./topic-group-field.tsx";
import { matchingGroups, withTopics } from "./topic-selection.ts";

interface TopicPickerProps {
  /** names, or "*" alone */
  chosen: string[];
  onChange: (chosen: string[]) => void;
  error: string | undefined;
}

/** All topics, whole categories, or one by one, with a search. */
export function TopicPicker({ chosen, onChange, error }: TopicPickerProps) {
  const [search, setSearch] = useState("");
  const [before, setBefore] = useState<string[]>([]);
  const all = chosen.includes(ALL_TOPICS);
  const groups = matchingGroups(search);

  const chooseAll = (on: boolean) => {
    if (on) setBefore(chosen);
    onChange(on ? [ALL_TOPICS] : before);
  };

  return (
    <BlockStack gap="400">
      <Checkbox
        label="All topics"
        helpText="Every topic, later ones included."
        checked={all}
        onChange={chooseAll}
        error={error}
      />
      {all ? null : (
        <>
          <Divider />
          <TextField
            label="Search topics"
            type="search"
            autoComplete="off"
            placeholder="Name or description"
            value={search}
            onChange={setSearch}
            clearButton
            onClearButtonClick={() => setSearch("")}
          />
          <Text as="p" tone="subdued">
            <span role="status">
              {chosen.length} of {TOPICS.length} topics chosen
            </span>
          </Text>
          {groups.map((group) => (
            <TopicGroupField
              key={group.category}
              group={group}
              chosen={chosen}
              whole={search.trim() === ""}
              onToggle={(names, on) => onChange(withTopics(chosen, names, on))}
            />
          ))}
          {groups.length === 0 ? (
            <Box paddingBlock="200">
              <Text as="p">No topic matches “{search}”.</Text>
            </Box>
          ) : null}
        </>
      )}
    </BlockStack>
  );
}
