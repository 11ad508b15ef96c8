import { BlockStack, Checkbox, Divider, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ALL_TOPICS } from "../../endpoints/endpoint-fields.ts";
import type { TopicState } from "../../shopify/topic-states.ts";
import { useProblem } from "../texts/use-problem.ts";
import { cannotYet } from "./cannot-yet.tsx";
import { TopicGroupField } from "./topic-group-field.tsx";
import { TopicSearch } from "./topic-search.tsx";
import { operationalGroups, withAll, withoutAll, withTopics } from "./topic-selection.ts";

export interface TopicPickerProps {
  /** names; or "*" and the names of operational topics */
  chosen: string[];
  states: Record<string, TopicState>;
  onChange: (chosen: string[]) => void;
  onCall: (topic: string) => void;
  error: string | undefined;
}

/** All topics, whole categories, or one by one, with a search. */
export function TopicPicker({ chosen, states, onChange, onCall, error }: TopicPickerProps) {
  const { t } = useTranslation("endpoints");
  const translate = useProblem();
  const [before, setBefore] = useState<string[]>([]);
  const all = chosen.includes(ALL_TOPICS);
  const toggle = (names: string[], on: boolean) => onChange(withTopics(chosen, names, on));
  const groups = { chosen, states, onToggle: toggle, onCall };
  const missing = chosen.filter((name) => states[name] && cannotYet(states[name])).length;

  const chooseAll = (on: boolean) => {
    if (on) setBefore(chosen);
    onChange(on ? withAll(chosen) : withoutAll(chosen, before));
  };

  return (
    <BlockStack gap="400">
      <Checkbox
        label={t("picker.all")}
        helpText={t("picker.allHelp")}
        checked={all}
        onChange={chooseAll}
        error={error && translate(error)}
      />
      {missing > 0 ? (
        <Text as="p" tone="caution">
          {t("picker.cannotYet", { count: missing })}
        </Text>
      ) : null}
      <Divider />
      {all ? (
        <>
          <Text as="p" tone="subdued">
            {t("picker.operational")}
          </Text>
          {operationalGroups().map((group) => (
            <TopicGroupField key={group.category} {...groups} group={group} whole />
          ))}
        </>
      ) : (
        <TopicSearch {...groups} />
      )}
    </BlockStack>
  );
}
