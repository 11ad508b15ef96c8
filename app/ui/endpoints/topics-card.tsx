import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { TestCallDialog } from "../test-call/test-call-dialog.tsx";
import { TopicPicker, type TopicPickerProps } from "./topic-picker.tsx";
import type { useFormCall } from "./use-form-call.ts";

interface TopicsCardProps extends Omit<TopicPickerProps, "onCall"> {
  call: ReturnType<typeof useFormCall>;
  /** a test call was asked for, and there is no URL yet that it could go to */
  onNoUrl: () => void;
}

/** The topics of the form, each with a test call. */
export function TopicsCard({ call, onNoUrl, ...picker }: TopicsCardProps) {
  const { t } = useTranslation("endpoints");
  const { topic, setTopic, canCall, endpoints, trials } = call;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("form.topics")}
        </Text>
        <TopicPicker {...picker} onCall={(asked) => (canCall ? setTopic(asked) : onNoUrl())} />
      </BlockStack>
      <TestCallDialog
        topic={topic}
        topics={picker.chosen}
        endpoints={endpoints}
        trials={trials}
        open={topic !== undefined}
        onClose={() => setTopic(undefined)}
      />
    </Card>
  );
}
