import { BlockStack, Card, Text } from "@shopify/polaris";
import type { AttemptView } from "../../queries/deliveries.ts";
import { AttemptItem } from "./attempt-item.tsx";

interface AttemptLogProps {
  attempts: AttemptView[];
  /** whether they went to Shopify Flow, and not to an endpoint */
  toFlow: boolean;
}

/** All attempts, the newest first. */
export function AttemptLog({ attempts, toFlow }: AttemptLogProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Attempts
        </Text>
        {attempts.length === 0 ? (
          <Text as="p" tone="subdued">
            Nothing has been sent yet.
          </Text>
        ) : (
          <ol className="plain-list" reversed>
            {attempts.toReversed().map((attempt) => (
              <li key={attempt.id} className="attempt">
                <AttemptItem attempt={attempt} toFlow={toFlow} />
              </li>
            ))}
          </ol>
        )}
      </BlockStack>
    </Card>
  );
}
