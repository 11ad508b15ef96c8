import { BlockStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Dialog } from "../dialogs/dialog.tsx";
import { CallAnswer } from "./call-answer.tsx";
import { CallForm } from "./call-form.tsx";
import type { CalledEndpoint } from "./called-endpoint.ts";
import { PayloadField } from "./payload-field.tsx";
import { testTopics } from "./test-topics.ts";
import { type Trial, useTestCall } from "./use-test-call.ts";

interface TestCallDialogProps {
  /** the one to begin with; otherwise the first of `topics` */
  topic?: string | undefined;
  /** offered first: names, "*" for every one */
  topics: string[];
  /** one of them and of `trials` or all of them are called */
  endpoints?: CalledEndpoint[] | undefined;
  /** addresses that are not saved */
  trials?: Trial[] | undefined;
  /** an event whose data to begin with, instead of the sample */
  eventId?: string | undefined;
  open: boolean;
  onClose: () => void;
}

/** Sends one signed request with sample data now and shows what came back. */
export function TestCallDialog(props: TestCallDialogProps) {
  const { topics, endpoints = [], trials = [], eventId, open, onClose } = props;
  const { t } = useTranslation("testCall");
  const choices = testTopics(topics, { own: t("topic.own"), others: t("topic.others") });
  const call = useTestCall({
    open,
    topic: props.topic ?? choices.first ?? "",
    eventId,
    endpointIds: endpoints.map(({ id }) => id),
    trials,
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="large"
      title={t("title")}
      primaryAction={{
        content: t("send"),
        loading: call.sending,
        disabled: call.loading || endpoints.length + trials.length === 0,
        onAction: call.send,
      }}
      secondaryActions={[{ content: t("close"), onAction: onClose }]}
    >
      <BlockStack gap="400">
        <CallForm call={call} topics={choices.options} endpoints={endpoints} trials={trials} />
        <PayloadField call={call} />
        {call.answered ? <CallAnswer answered={call.answered} endpoints={endpoints} /> : null}
      </BlockStack>
    </Dialog>
  );
}
