import { Banner, BlockStack, Page } from "@shopify/polaris";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ALL_TOPICS } from "../../endpoints/endpoint-fields.ts";
import type { EndpointChoice } from "../../queries/endpoint-list.ts";
import type { TopicState } from "../../shopify/topic-states.ts";
import { SecretCards } from "../endpoints/secret-cards.tsx";
import { matchingGroups, type TopicGroup } from "../endpoints/topic-selection.ts";
import { ViewSwitch } from "../endpoints/view-switch.tsx";
import { focusFirstInvalid } from "../forms/focus-first-invalid.ts";
import { FormSaveBar } from "../forms/save-bar.tsx";
import { TestCallDialog } from "../test-call/test-call-dialog.tsx";
import type { RowCall } from "./call-button.tsx";
import { CategoryCard } from "./category-card.tsx";
import { isEdited, NO_EDITS } from "./edits.ts";
import { EmptiedDialog } from "./emptied-dialog.tsx";
import { SaveOutcome } from "./save-outcome.tsx";
import { StartCard } from "./start-card.tsx";
import { useEdits } from "./use-edits.ts";
import { useSave } from "./use-save.ts";

interface ByCategoryPageProps {
  /** oldest first */
  endpoints: EndpointChoice[];
  states: Record<string, TopicState>;
  /** endpoints that the shop may have */
  limit: number;
}

const FORM = "by-category";
const GROUPS = matchingGroups("");
/** What merchants come for from other systems. */
const FAMILIAR = ["subscription", "membership", "loyalty", "wallet_pass"];

/** The endpoints as merchants know them: topic by topic the URLs that get it. */
export function ByCategoryPage({ endpoints, states, limit }: ByCategoryPageProps) {
  const { t } = useTranslation("byCategory");
  const { t: tEndpoints } = useTranslation("endpoints");
  const editing = useEdits(endpoints);
  const [secretEach, setSecretEach] = useState(false);
  const saving = useSave({ endpoints, editing, secretEach, limit });
  const [call, setCall] = useState<RowCall>();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.save();
  };
  useEffect(() => {
    if (saving.refusals > 0) focusFirstInvalid(FORM);
  }, [saving.refusals]);

  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      primaryAction={{ content: tEndpoints("list.add"), url: "/app/endpoints/new" }}
    >
      <form id={FORM} onSubmit={submit} noValidate>
        <BlockStack gap="400">
          <ViewSwitch />
          <FormSaveBar
            formId={FORM}
            dirty={isEdited(editing.edits)}
            saving={saving.saving}
            onDiscard={() => editing.replace(NO_EDITS)}
          />
          <SecretCards />
          <SaveOutcome
            unavailable={saving.unavailable}
            limit={saving.limit}
            problems={saving.problems}
            existed={saving.existed}
          />
          <EveryTopicNote endpoints={endpoints} />
          <StartCard editing={editing} secretEach={secretEach} onSecretEach={setSecretEach} />
          {GROUPS.map((group) => (
            <CategoryCard
              key={group.category}
              group={group}
              endpoints={endpoints}
              states={states}
              editing={editing}
              problems={saving.problems}
              refusals={saving.refusals}
              onCall={setCall}
              startsOpen={startsOpen(group, endpoints)}
            />
          ))}
        </BlockStack>
      </form>
      <EmptiedDialog
        endpoints={saving.emptied}
        busy={saving.saving}
        onConfirm={saving.confirm}
        onClose={saving.cancel}
      />
      <TestCallDialog
        topic={call?.topic}
        topics={call ? [call.topic] : []}
        endpoints={call?.endpoints}
        trials={call?.trials}
        open={call !== undefined}
        onClose={() => setCall(undefined)}
      />
    </Page>
  );
}

/** The categories that are in use; in a shop that uses none yet, those that merchants look for first. */
function startsOpen({ category, topics }: TopicGroup, endpoints: EndpointChoice[]): boolean {
  const named = endpoints.flatMap((endpoint) => endpoint.topics).filter((topic) => topic !== ALL_TOPICS);
  if (named.length === 0) return FAMILIAR.includes(category);
  return topics.some(({ name }) => named.includes(name));
}

/** Why some URLs stand in every row and cannot be taken out of one. */
function EveryTopicNote({ endpoints }: { endpoints: EndpointChoice[] }) {
  const { t } = useTranslation("byCategory");
  const count = endpoints.filter(({ topics }) => topics.includes(ALL_TOPICS)).length;
  return count === 0 ? null : (
    <Banner tone="info">
      <p>{t("everyTopic", { count })}</p>
    </Banner>
  );
}
