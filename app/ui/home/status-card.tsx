import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { SenderState } from "../../queries/heartbeat.ts";
import type { ShopifyContact } from "../../queries/shopify-contact.ts";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import { RelativeTime } from "../time/relative-time.tsx";

interface StatusCardProps {
  sender: SenderState;
  contact: ShopifyContact | undefined;
}

/** Whether events come in and go out. */
export function StatusCard({ sender, contact }: StatusCardProps) {
  const { t } = useTranslation("home");
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            {t("status.title")}
          </Text>
          <Link url="/app/settings/webhooks">{t("status.seeWebhooks")}</Link>
        </InlineStack>
        <dl className="home-figures">
          <Fact label={t("status.sending")}>
            {sender.working ? (
              <Badge tone="success">{t("status.working")}</Badge>
            ) : (
              <Badge tone="critical">{t("status.notWorking")}</Badge>
            )}
          </Fact>
          <Fact label={t("status.received")}>
            {contact?.lastWebhookAt ? <RelativeTime time={contact.lastWebhookAt} /> : t("status.noWebhook")}
          </Fact>
          <Fact label={t("status.connection")}>
            <Connection {...contact} />
          </Fact>
        </dl>
      </BlockStack>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Connection({ refusedSince, checkedAt }: Partial<ShopifyContact>) {
  const { t } = useTranslation("home");
  if (refusedSince) {
    return (
      <Text as="span" tone="critical">
        <Trans t={t} i18nKey="status.refused" components={{ time: <AbsoluteTime time={refusedSince} /> }} />
      </Text>
    );
  }
  return (
    <InlineStack gap="200" blockAlign="center">
      <Badge tone="success">{t("status.connected")}</Badge>
      <Text as="span" tone="subdued">
        {checkedAt ? (
          <Trans t={t} i18nKey="status.checked" components={{ time: <RelativeTime time={checkedAt} /> }} />
        ) : (
          t("status.notChecked")
        )}
      </Text>
    </InlineStack>
  );
}
