import { BlockStack, Card, Text } from "@shopify/polaris";
import type { FlowTriggerView } from "../../queries/flow.ts";
import { TriggerItem } from "./trigger-item.tsx";

/** Every trigger, those that workflows use before the others. */
export function TriggersCard({ triggers }: { triggers: FlowTriggerView[] }) {
  const isUnused = ({ state }: FlowTriggerView) => state === "unused";
  const ordered = triggers.toSorted((a, b) => Number(isUnused(a)) - Number(isUnused(b)));
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Triggers
          </Text>
          <Text as="p" tone="subdued">
            Shopify Flow runs workflows in your shop: tag the customer, write to your team, hold an order.
            Each trigger starts them with one family of events. What it sends is tried again and logged like
            every delivery; a trigger that is not used in any workflow gets nothing.
          </Text>
        </BlockStack>
        <ul className="plain-list" aria-label="Triggers">
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
