import { BlockStack, Card, ChoiceList, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { READY_SETS, type ReadySet, topicsOfSet } from "../sets/ready-sets.ts";
import { NO_ENTRY } from "./edits.ts";
import { UrlEntryField } from "./url-entry-field.tsx";
import type { Editing } from "./use-edits.ts";

interface StartCardProps {
  editing: Editing;
  secretEach: boolean;
  onSecretEach: (each: boolean) => void;
}

const FIELD = "set";

/** A ready-made set of topics for URLs, and whether URLs that are saved together share a secret. */
export function StartCard({ editing, secretEach, onSecretEach }: StartCardProps) {
  const { t } = useTranslation("byCategory");
  const { t: tEndpoints } = useTranslation("endpoints");
  const [set, setSet] = useState<ReadySet>("Smartrr");
  const topics = topicsOfSet(set);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("start.title")}
        </Text>
        <div className="start-fields">
          <Select
            label={t("start.set")}
            options={READY_SETS.map((one) => ({ value: one, label: tEndpoints(`sets.${one}`) }))}
            value={set}
            onChange={(one) => setSet(one as ReadySet)}
            helpText={tEndpoints("topics.count", { count: topics.length })}
          />
          <UrlEntryField
            target={{ field: FIELD, topics }}
            entry={editing.edits.entries[FIELD] ?? NO_ENTRY}
            label={t("start.urls")}
            helpText={t("start.urlsHelp")}
            type={editing.type}
            take={editing.take}
          />
        </div>
        <ChoiceList
          title={tEndpoints("secretChoice.title")}
          choices={[
            { value: "one", label: tEndpoints("secretChoice.one") },
            { value: "each", label: tEndpoints("secretChoice.each") },
          ]}
          selected={[secretEach ? "each" : "one"]}
          onChange={([chosen]) => onSecretEach(chosen === "each")}
        />
      </BlockStack>
    </Card>
  );
}
