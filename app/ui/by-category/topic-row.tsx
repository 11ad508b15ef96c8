import { BlockStack, InlineError, InlineStack, Text } from "@shopify/polaris";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { UrlProblem } from "../../endpoints/endpoint-forms.ts";
import { urlKey } from "../../endpoints/url-list.ts";
import type { EndpointChoice } from "../../queries/endpoint-list.ts";
import type { TopicState as State } from "../../shopify/topic-states.ts";
import type { Topic } from "../../topics/catalog.ts";
import { CannotYet } from "../endpoints/cannot-yet.tsx";
import { ProblemLines } from "../endpoints/problem-lines.tsx";
import { TopicName } from "../endpoints/topic-name.tsx";
import { useTopicText } from "../texts/use-topic-text.ts";
import { TopicState } from "../topics/topic-state.tsx";
import { CallButton, type RowCall } from "./call-button.tsx";
import { chipsOf, type TopicEdit } from "./chips.ts";
import type { UrlEntry } from "./edits.ts";
import { UrlChips } from "./url-chips.tsx";
import { UrlEntryField } from "./url-entry-field.tsx";
import type { EditActions } from "./use-edits.ts";

interface TopicRowProps extends EditActions {
  topic: Topic;
  state: State | undefined;
  endpoints: readonly EndpointChoice[];
  edit: TopicEdit;
  entry: UrlEntry;
  /** why URLs could not be saved */
  problems: readonly UrlProblem[];
  onCall: (call: RowCall) => void;
}

/** A topic: what it is, whether it can arrive, and the URLs that get it. Most rows stay the same while one is edited. */
export const TopicRow = memo(function TopicRow(props: TopicRowProps) {
  const { topic, state, endpoints, edit, entry, problems, type, take, remove, onCall } = props;
  const { t } = useTranslation("byCategory");
  const { description } = useTopicText()(topic);
  const { name } = topic;
  const chips = chipsOf(endpoints, name, edit);
  const refused = problems.filter(({ url }) => edit.add.some((one) => urlKey(one) === urlKey(url)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be one more box, and its legend cannot be laid out
    <div className="topic-row" role="group" aria-label={name}>
      <BlockStack gap="200">
        <Text as="h3" fontWeight="medium">
          <TopicName name={name} />
        </Text>
        <Text as="p" tone="subdued">
          {description}
        </Text>
        {state ? <TopicState topic={name} state={state} compact /> : null}
        {state && chips.some(({ always }) => !always) ? <CannotYet state={state} /> : null}
      </BlockStack>
      <BlockStack gap="200">
        <UrlChips topic={name} chips={chips} onRemove={remove} />
        {refused.length > 0 ? (
          <InlineError fieldID={name} message={<ProblemLines problems={refused} named />} />
        ) : null}
        <InlineStack gap="200" wrap={false} blockAlign="start">
          <div className="grows">
            <UrlEntryField
              target={{ field: name, topics: [name] }}
              entry={entry}
              label={t("urls.add", { topic: name })}
              labelHidden
              type={type}
              take={take}
            />
          </div>
          <CallButton topic={name} chips={chips} onCall={onCall} />
        </InlineStack>
      </BlockStack>
    </div>
  );
});
