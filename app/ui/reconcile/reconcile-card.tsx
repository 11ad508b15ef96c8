import { BlockStack, Card, Text } from "@shopify/polaris";
import type { Reconciliation } from "../../queries/reconciliation.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { ReconciledResource } from "./reconciled-resource.tsx";

/** What was compared with Shopify last, and what no webhook had told. */
export function ReconcileCard({ resources, findings }: Reconciliation) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Comparison with Shopify
          </Text>
          <Text as="p" tone="subdued">
            Shopify's webhooks get lost now and then. Every hour Carillon asks Shopify what has changed, and
            sends the events that no webhook told of.
          </Text>
        </BlockStack>
        {resources.length === 0 ? (
          <Text as="p">The first comparison takes place within minutes after you connect the shop.</Text>
        ) : (
          <ul className="plain-list" aria-label="Comparison with Shopify">
            {resources.map((resource) => (
              <li key={resource.resource} className="wrap-anywhere">
                <ReconciledResource resource={resource} />
              </li>
            ))}
          </ul>
        )}
        {findings.length === 0 ? null : (
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              Last found
            </Text>
            <ul className="plain-list" aria-label="Last found">
              {findings.map(({ id, topic, triggeredAt, foundAt }) => (
                <li key={id} className="wrap-anywhere">
                  {topic} <RelativeTime time={triggeredAt} />{" "}
                  <Text as="span" tone="subdued">
                    found <RelativeTime time={foundAt} />
                  </Text>
                </li>
              ))}
            </ul>
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}
