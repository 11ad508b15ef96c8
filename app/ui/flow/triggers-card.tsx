import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { FlowTriggerView } from "../../queries/flow.ts";
import { TriggerItem } from "./trigger-item.tsx";

/** Every trigger, those that workflows use before the others. */
export function TriggersCard({ triggers }: { triggers: FlowTriggerView[] }) {
  const { t } = useTranslation("flow");
  const isUnused = ({ state }: FlowTriggerView) => state === "unused";
  const ordered = triggers.toSorted((a, b) => Number(isUnused(a)) - Number(isUnused(b)));
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("triggers.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("triggers.text")}
          </Text>
        </BlockStack>
        <ul className="plain-list" aria-label={t("triggers.title")}>
          {ordered.map((trigger) => (
            <li key={trigger.handle} className="attempt">
              <TriggerItem trigger={trigger} />
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
