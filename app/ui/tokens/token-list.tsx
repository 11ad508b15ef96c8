import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { ApiTokenView } from "../../queries/api-tokens.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { RevokeTokenDialog } from "./revoke-token-dialog.tsx";

export function TokenList({ tokens }: { tokens: ApiTokenView[] }) {
  const { t } = useTranslation("settings");
  const [revoking, setRevoking] = useState<ApiTokenView>();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {tokens.length === 0 ? t("tokens.emptyTitle") : t("tokens.listTitle")}
        </Text>
        {tokens.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("tokens.emptyWhy")}
          </Text>
        ) : (
          <ul className="plain-list" aria-label={t("tokens.listTitle")}>
            {tokens.map((token) => (
              <li key={token.id} className="attempt">
                <TokenItem token={token} onRevoke={() => setRevoking(token)} />
              </li>
            ))}
          </ul>
        )}
        <RevokeTokenDialog token={revoking} onClose={() => setRevoking(undefined)} />
      </BlockStack>
    </Card>
  );
}

function TokenItem({ token, onRevoke }: { token: ApiTokenView; onRevoke: () => void }) {
  const { t } = useTranslation("settings");
  const { hint, scope, createdAt, lastUsedAt } = token;
  const name = token.name || t("tokens.unnamed");
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
      <BlockStack gap="050">
        <InlineStack align="start" gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm" breakWord>
            {name}
          </Text>
          <Badge>{t(`tokens.scopes.${scope}`)}</Badge>
        </InlineStack>
        <Text as="p" tone="subdued">
          <span className="mono">car_…{hint}</span>
          {" · "}
          <Trans t={t} i18nKey="tokens.created" components={{ time: <RelativeTime time={createdAt} /> }} />
          {", "}
          {lastUsedAt ? (
            <Trans t={t} i18nKey="tokens.used" components={{ time: <RelativeTime time={lastUsedAt} /> }} />
          ) : (
            t("tokens.neverUsed")
          )}
        </Text>
      </BlockStack>
      <Button
        variant="tertiary"
        tone="critical"
        onClick={onRevoke}
        accessibilityLabel={t("tokens.revokeNamed", { name })}
      >
        {t("tokens.revoke")}
      </Button>
    </InlineStack>
  );
}
