import { Box, InlineStack, Text, TextField } from "@shopify/polaris";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { TOPICS } from "../../topics/catalog.ts";
import { SetMenu } from "../sets/set-menu.tsx";
import { useTopicText } from "../texts/use-topic-text.ts";
import { TopicGroupField, type TopicGroupsProps } from "./topic-group-field.tsx";
import { matchingGroups } from "./topic-selection.ts";

/** Enter searches, which has happened already; it would submit the form. */
function keepForm(event: KeyboardEvent): void {
  if (event.key === "Enter") event.preventDefault();
}

/** The catalogue by category, as far as it matches a search, and the ready-made sets. */
export function TopicSearch(props: TopicGroupsProps) {
  const { chosen, onToggle } = props;
  const { t } = useTranslation("endpoints");
  const textOf = useTopicText();
  const [search, setSearch] = useState("");
  const groups = matchingGroups(search, (topic) => textOf(topic).description);
  return (
    <>
      <InlineStack gap="200" blockAlign="end">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: Polaris' field hands on no keys; they come up from it */}
        <div className="grows" onKeyDown={keepForm}>
          <TextField
            label={t("picker.search")}
            type="search"
            autoComplete="off"
            placeholder={t("picker.searchHint")}
            value={search}
            onChange={setSearch}
            clearButton
            onClearButtonClick={() => setSearch("")}
          />
        </div>
        <SetMenu onChoose={(topics) => onToggle(topics, true)} />
      </InlineStack>
      <Text as="p" tone="subdued">
        <span role="status">{t("picker.chosen", { count: chosen.length, all: TOPICS.length })}</span>
      </Text>
      {groups.map((group) => (
        <TopicGroupField key={group.category} {...props} group={group} whole={search.trim() === ""} />
      ))}
      {groups.length === 0 ? (
        <Box paddingBlock="200">
          <Text as="p">{t("picker.noMatch", { search })}</Text>
        </Box>
      ) : null}
    </>
  );
}
