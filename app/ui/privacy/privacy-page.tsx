import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import type { HeldBackField } from "../../privacy/held-back-fields.ts";
import type { DutyView } from "../../queries/duties.ts";
import { DutyList } from "./duty-list.tsx";
import { HoldBackCard } from "./hold-back-card.tsx";

interface PrivacyPageProps {
  /** newest first */
  duties: DutyView[];
  /** how long a customer's data can be downloaded */
  downloadDays: number;
  /** what no event tells of customers */
  heldBack: HeldBackField[];
}

export function PrivacyPage({ duties, downloadDays, heldBack }: PrivacyPageProps) {
  return (
    <Page title="Privacy" subtitle="What customers have asked for, and what became of it.">
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <Text as="p">
              When you answer a customer’s request in the Shopify admin, Shopify tells Carillon. Data to be
              erased is erased here without your doing: deliveries stay in the log, without what they said of
              the customer.
            </Text>
            <Text as="p">
              Data that a customer asks for can be downloaded here for {downloadDays} days, to be handed on to
              them.
            </Text>
          </BlockStack>
        </Card>
        <DutyList duties={duties} downloadDays={downloadDays} />
        <HoldBackCard heldBack={heldBack} />
      </BlockStack>
    </Page>
  );
}
