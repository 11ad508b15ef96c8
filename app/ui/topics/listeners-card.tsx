import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { TopicListener, TriggerUse } from "../../queries/topics.ts";
import { flowTrigger } from "../../topics/flow/triggers.ts";
import { EndpointStatusBadge } from "./endpoint-status-badge.tsx";

interface ListenersCardProps {
  topic: string;
  listeners: TopicListener[];
  /** of Shopify Flow; null for a topic that starts none */
  trigger: TriggerUse | null;
}

/** Who gets a topic's events. */
export function ListenersCard({ topic, listeners, trigger }: ListenersCardProps) {
  const { t } = useTranslation("topics");
  return (
    <Card>
      <section id="endpoints" aria-label={t("page.listeners")}>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("page.listeners")}
          </Text>
          {listeners.length === 0 ? <Text as="p">{t("item.nobody")}</Text> : <Listeners of={listeners} />}
          <Link url={`/app/endpoints/new?topic=${encodeURIComponent(topic)}`}>{t("page.add")}</Link>
          {trigger ? <FlowTrigger trigger={trigger} /> : null}
        </BlockStack>
      </section>
    </Card>
  );
}

function Listeners({ of }: { of: TopicListener[] }) {
  return (
    <ul className="plain-list">
      {of.map(({ id, url, description, status }) => (
        <li key={id}>
          <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
            <div className="wrap-anywhere">
              <Link url={`/app/endpoints/${id}`}>{description || url}</Link>
            </div>
            <div className="keeps-its-width">
              <EndpointStatusBadge status={status} />
            </div>
          </InlineStack>
        </li>
      ))}
    </ul>
  );
}

function FlowTrigger({ trigger: { handle, used } }: { trigger: TriggerUse }) {
  const { t } = useTranslation("topics");
  return (
    <Text as="p">
      <Trans
        t={t}
        i18nKey={used ? "page.triggerUsed" : "page.trigger"}
        values={{ name: flowTrigger(handle)?.name ?? handle }}
        components={{ a: <Link url="/app/flow" /> }}
      />
    </Text>
  );
}
