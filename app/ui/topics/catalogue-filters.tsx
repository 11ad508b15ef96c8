import { Box, Card, Tabs, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { type ListedTopic, STATES } from "./matching-topics.ts";

interface CatalogueFiltersProps {
  search: string;
  onSearch: (search: string) => void;
  /** empty for all of them */
  state: (typeof STATES)[number] | "";
  onState: (state: string) => void;
  topics: ListedTopic[];
}

/** A search, and one tab for each state with how many topics are in it. */
export function CatalogueFilters({ search, onSearch, state, onState, topics }: CatalogueFiltersProps) {
  const { t } = useTranslation("topics");
  const choices = ["", ...STATES] as const;
  const countOf = (choice: string) =>
    topics.filter((listed) => choice === "" || listed.state.status === choice).length;
  return (
    <Card padding="0">
      <Tabs
        tabs={choices.map((choice) => ({
          id: choice || "all",
          content: choice === "" ? t("catalogue.all") : t(`state.${choice}.label`),
          badge: String(countOf(choice)),
          panelID: "catalogue-search",
        }))}
        selected={choices.indexOf(state)}
        onSelect={(index) => onState(choices[index] ?? "")}
      />
      <Box id="catalogue-search" padding="300" paddingBlockStart="100">
        <TextField
          label={t("catalogue.search")}
          labelHidden
          type="search"
          autoComplete="off"
          placeholder={t("catalogue.searchFor")}
          value={search}
          onChange={onSearch}
          clearButton
          onClearButtonClick={() => onSearch("")}
        />
      </Box>
    </Card>
  );
}
