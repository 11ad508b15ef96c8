import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SentInView } from "../../queries/flow.ts";
import { FLOW_ACTION_FIELDS, FLOW_ACTION_NAME, type FlowActionField } from "../../topics/flow/action.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { useFlowText } from "../texts/use-flow-text.ts";
import { SentIn } from "./sent-in.tsx";

/** The way from workflows into Carillon, and what came by it. */
export function ActionCard({ sentIn }: { sentIn: SentInView[] }) {
  const { t } = useTranslation("flow");
  const wordsOf = useFieldWords();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("action.title", { name: FLOW_ACTION_NAME })}
          </Text>
          <Text as="p" tone="subdued">
            {t("action.text")}
          </Text>
        </BlockStack>
        <FactList>
          {FLOW_ACTION_FIELDS.map((field) => {
            const { label, text } = wordsOf(field);
            return (
              <Fact key={label} label={label}>
                {text}
              </Fact>
            );
          })}
        </FactList>
        <SentIn events={sentIn} />
      </BlockStack>
    </Card>
  );
}

function useFieldWords() {
  const { t } = useTranslation("flow");
  const flowText = useFlowText();
  return (field: FlowActionField): { label: string; text: string } => {
    if (!("key" in field)) {
      return field.type === "customer_reference"
        ? { label: t("action.customer"), text: t("action.customerText") }
        : { label: t("action.order"), text: t("action.orderText") };
    }
    const { key, name, description, required } = field;
    return {
      label: required ? t("action.required", { name }) : name,
      text: flowText(key, description),
    };
  };
}
