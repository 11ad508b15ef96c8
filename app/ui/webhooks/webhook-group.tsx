import { Banner, BlockStack, Card, Text } from "@shopify/polaris";
import type { WebhookGroup as Group } from "../../shopify/webhook-subscriptions/group-webhooks.ts";
import { scopeName, scopeNote } from "./scope-names.ts";
import { useGrant } from "./use-grant.ts";
import { WebhookItem } from "./webhook-item.tsx";

interface WebhookGroupProps {
  group: Group;
  onGranted: () => void;
}

/** The topics of one permission. */
export function WebhookGroup({ group: { scope, permission, webhooks }, onGranted }: WebhookGroupProps) {
  const name = scopeName(scope);
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {name}
          </Text>
          {scope === null ? null : (
            <Text as="p" tone="subdued">
              Permission <span className="mono">{scope}</span>
            </Text>
          )}
        </BlockStack>
        {scope !== null && permission === "missing" ? <Missing scope={scope} onGranted={onGranted} /> : null}
        {permission === "required" ? (
          <Banner tone="warning">
            <p>Shopify asks you for this permission when you next open Carillon in its admin.</p>
          </Banner>
        ) : null}
        <ul className="plain-list" aria-label={name}>
          {webhooks.map((webhook) => (
            <li key={webhook.topic} className="attempt">
              <WebhookItem webhook={webhook} />
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}

function Missing({ scope, onGranted }: { scope: string; onGranted: () => void }) {
  const { grant, asking, problem } = useGrant(scope, onGranted);
  return (
    <Banner
      tone="info"
      action={{
        content: "Grant permission",
        accessibilityLabel: `Grant permission: ${scopeName(scope)}`,
        loading: asking,
        onAction: grant,
      }}
    >
      <p>Shopify sends none of these before you grant this permission.{scopeNote(scope)}</p>
      {problem ? <p>{problem}</p> : null}
    </Banner>
  );
}
