import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EventDetail } from "../../queries/events-detail.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import { topicPath } from "../topics/topic-paths.ts";
import { OriginText } from "./origin-text.tsx";
import { inboundPath } from "./paths.ts";
import { adminAddress, resourceName } from "./resource-name.ts";

/** What is known of an event besides its body. */
export function EventFacts({ event }: { event: EventDetail }) {
  const { t } = useTranslation("events");
  const { id, topic, resource, sequence, customer, triggeredAt, createdAt, flowHops, origin, source } = event;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("fact.title")}
        </Text>
        <FactList>
          <Fact label={t("fact.origin")}>
            <OriginText origin={origin} />
            {flowHops > 0 ? `, ${t("fact.hops", { count: flowHops })}` : ""}
            {source ? (
              <>
                {" · "}
                <Link url={inboundPath(source.id)}>{t("fact.received")}</Link>
              </>
            ) : null}
          </Fact>
          <Fact label={t("fact.topic")}>
            <Link url={topicPath(topic)}>{topic}</Link>
          </Fact>
          <Fact label={t("fact.id")} copy={id}>
            {id}
          </Fact>
          {resource ? (
            <Fact label={t("fact.resource")} copy={resource}>
              {resource}
            </Fact>
          ) : null}
          {customer && customer !== resource ? (
            <Fact label={t("fact.customer")} copy={customer}>
              {customer}
            </Fact>
          ) : null}
          {sequence === null ? null : <Fact label={t("fact.sequence")}>{sequence}</Fact>}
          <Fact label={t("fact.happened")}>
            <AbsoluteTime time={triggeredAt} />
          </Fact>
          {source ? (
            <Fact label={t("fact.receivedAt")}>
              <AbsoluteTime time={source.receivedAt} />
            </Fact>
          ) : (
            <Fact label={t("fact.made")}>
              <AbsoluteTime time={createdAt} />
            </Fact>
          )}
          {source?.eventId && origin.kind === "shopify" ? (
            <Fact label="X-Shopify-Event-Id" copy={source.eventId}>
              {source.eventId}
            </Fact>
          ) : null}
        </FactList>
        <AdminLinks of={[resource, customer]} />
      </BlockStack>
    </Card>
  );
}

/** What Shopify's admin has a page of. */
function AdminLinks({ of }: { of: (string | null)[] }) {
  const { t } = useTranslation("events");
  const shown = [...new Set(of)].flatMap((gid) => {
    const address = gid === null ? undefined : adminAddress(gid);
    return gid && address ? [{ name: resourceName(gid), address }] : [];
  });
  return (
    <>
      {shown.map(({ name, address }) => (
        <Link key={address} url={address} target="_top">
          {t("fact.inAdmin", { name })}
        </Link>
      ))}
    </>
  );
}
