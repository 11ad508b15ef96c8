import { BlockStack, Card, Text } from "@shopify/polaris";
import type { SentInView } from "../../queries/flow.ts";
import { FLOW_ACTION_FIELDS, FLOW_ACTION_NAME, type FlowActionField } from "../../topics/flow/action.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { SentIn } from "./sent-in.tsx";

const REFERENCES = {
  customer_reference: "Customer",
  order_reference: "Order",
};

/** The way from workflows into Carillon, and what came by it. */
export function ActionCard({ sentIn }: { sentIn: SentInView[] }) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Action: {FLOW_ACTION_NAME}
          </Text>
          <Text as="p" tone="subdued">
            Any workflow can send an event with this action. It goes to every endpoint that listens to its
            topic: signed, tried again and logged like all others. It also takes the state of a subscription
            contract or of a customer’s loyalty, of which Carillon sends what has changed.
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

function wordsOf(field: FlowActionField): { label: string; text: string } {
  if (!("key" in field)) {
    const label = REFERENCES[field.type];
    return { label, text: `The workflow's ${label.toLowerCase()}, if it has one: its data goes along.` };
  }
  return { label: field.required ? `${field.name} (required)` : field.name, text: field.description };
}
