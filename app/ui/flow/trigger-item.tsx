import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { FlowTriggerView } from "../../queries/flow.ts";
import { flowTrigger } from "../../topics/flow/triggers.ts";
import { CopyButton } from "../copy/copy-button.tsx";
import { useFlowText } from "../texts/use-flow-text.ts";
import { AllowEvents } from "./allow-events.tsx";
import { LastSent } from "./last-sent.tsx";
import { TriggerBadge } from "./trigger-badge.tsx";
import { TriggerTrouble } from "./trigger-trouble.tsx";

/** A trigger by its name in Flow; of one that workflows use, how it fares. */
export function TriggerItem({ trigger }: { trigger: FlowTriggerView }) {
  const { t } = useTranslation("flow");
  const flowText = useFlowText();
  const { name = trigger.handle, description = "" } = flowTrigger(trigger.handle) ?? {};
  return (
    <BlockStack gap="200">
      <div>
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          <InlineStack gap="200" blockAlign="center">
            <Text as="h3" variant="headingSm">
              {name}
            </Text>
            <CopyButton text={name} what={t("triggers.nameOf", { name })} variant="plain" />
          </InlineStack>
          <div className="keeps-its-width">
            <TriggerBadge trigger={trigger} />
          </div>
        </InlineStack>
        <Text as="p" tone="subdued">
          {flowText(trigger.handle, description)}
        </Text>
      </div>
      {trigger.state === "unused" ? null : (
        <>
          <TriggerTrouble trigger={trigger} />
          <LastSent trigger={trigger} />
          <AllowEvents handle={trigger.handle} allowed={trigger.flowEvents} />
        </>
      )}
    </BlockStack>
  );
}
