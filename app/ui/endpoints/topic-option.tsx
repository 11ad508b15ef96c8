import { BlockStack, Button, Checkbox, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TopicState as State } from "../../shopify/topic-states.ts";
import type { Topic } from "../../topics/catalog.ts";
import { useTopicText } from "../texts/use-topic-text.ts";
import { TopicState } from "../topics/topic-state.tsx";
import { CannotYet } from "./cannot-yet.tsx";
import { TopicName } from "./topic-name.tsx";

interface TopicOptionProps {
  topic: Topic;
  state: State | undefined;
  checked: boolean;
  onChange: (on: boolean) => void;
  onCall: (topic: string) => void;
}

/** A topic to choose: what it is, whether it can arrive, and a test call. */
export function TopicOption({ topic, state, checked, onChange, onCall }: TopicOptionProps) {
  const { t } = useTranslation("endpoints");
  const { name } = topic;
  return (
    <BlockStack gap="100">
      <Checkbox
        label={<TopicName name={name} />}
        helpText={useTopicText()(topic).description}
        checked={checked}
        onChange={onChange}
      />
      <div className="topic-option-more">
        <BlockStack gap="100">
          <InlineStack gap="200" blockAlign="center">
            {state ? <TopicState topic={name} state={state} compact /> : null}
            <Button
              variant="plain"
              onClick={() => onCall(name)}
              accessibilityLabel={t("picker.callOf", { topic: name })}
            >
              {t("picker.call")}
            </Button>
          </InlineStack>
          {state && checked ? <CannotYet state={state} /> : null}
        </BlockStack>
      </div>
    </BlockStack>
  );
}
