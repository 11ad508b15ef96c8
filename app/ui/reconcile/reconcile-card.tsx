import { BlockStack, Card, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { Finding, Reconciliation } from "../../queries/reconciliation.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { ReconciledResource } from "./reconciled-resource.tsx";

/** What was compared with Shopify last, and what no webhook had told. */
export function ReconcileCard({ resources, findings }: Reconciliation) {
  const { t } = useTranslation("reconcile");
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("about")}
          </Text>
        </BlockStack>
        {resources.length === 0 ? (
          <Text as="p">{t("before")}</Text>
        ) : (
          <ul className="plain-list" aria-label={t("title")}>
            {resources.map((resource) => (
              <li key={resource.resource} className="wrap-anywhere">
                <ReconciledResource resource={resource} />
              </li>
            ))}
          </ul>
        )}
        {findings.length === 0 ? null : <Findings findings={findings} />}
      </BlockStack>
    </Card>
  );
}

function Findings({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation("reconcile");
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t("found.title")}
      </Text>
      <ul className="plain-list" aria-label={t("found.title")}>
        {findings.map(({ id, topic, triggeredAt, foundAt }) => (
          <li key={id} className="wrap-anywhere">
            <Trans
              t={t}
              i18nKey="found.line"
              values={{ topic }}
              components={{
                time: <RelativeTime time={triggeredAt} />,
                found: (
                  <Text as="span" tone="subdued">
                    {null}
                  </Text>
                ),
                at: <RelativeTime time={foundAt} />,
              }}
            />
          </li>
        ))}
      </ul>
    </BlockStack>
  );
}
