import { Banner, BlockStack, Card, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { WebhookGroup as Group } from "../../shopify/webhook-subscriptions/group-webhooks.ts";
import { useScopeText } from "../permissions/use-scope-text.ts";
import { useGrant } from "./use-grant.ts";
import { WebhookItem } from "./webhook-item.tsx";

interface WebhookGroupProps {
  group: Group;
  onGranted: () => void;
}

/** The topics of one permission. */
export function WebhookGroup({ group: { scope, permission, webhooks }, onGranted }: WebhookGroupProps) {
  const { t } = useTranslation("webhooks");
  const scopeText = useScopeText();
  const name = scope === null ? t("theAppItself") : scopeText(scope).name;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {name}
          </Text>
          {scope === null ? null : (
            <Text as="p" tone="subdued">
              <Trans
                t={t}
                i18nKey="permission"
                components={{ scope: <span className="mono">{scope}</span> }}
              />
            </Text>
          )}
        </BlockStack>
        {scope !== null && permission === "missing" ? <Missing scope={scope} onGranted={onGranted} /> : null}
        {permission === "required" ? (
          <Banner tone="warning">
            <p>{t("required")}</p>
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
  const { t } = useTranslation("webhooks");
  const { name, why } = useScopeText()(scope);
  const { grant, asking, problem } = useGrant(scope, onGranted);
  return (
    <Banner
      tone="info"
      action={{
        content: t("grant"),
        accessibilityLabel: t("grantNamed", { name }),
        loading: asking,
        onAction: grant,
      }}
    >
      <p>
        {t("missing")} {why}
      </p>
      {problem ? <p>{problem}</p> : null}
    </Banner>
  );
}
