import { Box, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { TOPICS } from "../../topics/catalog.ts";
import { TopicGroupField } from "./topic-group-field.tsx";
import { matchingGroups } from "./topic-selection.ts";

interface TopicSearchProps {
  chosen: string[];
  onToggle: (names: string[], on: boolean) => void;
}

/** The catalogue by category, as far as it matches a search. */
export function TopicSearch({ chosen, onToggle }: TopicSearchProps) {
  const [search, setSearch] = useState("");
  const groups = matchingGroups(search);
  return (
    <>
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
          onToggle={onToggle}
        />
      ))}
      {groups.length === 0 ? (
        <Box paddingBlock="200">
          <Text as="p">No topic matches “{search}”.</Text>
        </Box>
      ) : null}
    </>
  );
}
