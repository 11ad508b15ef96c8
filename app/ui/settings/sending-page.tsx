import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { Disclosure } from "../json/disclosure.tsx";
import { Annotated } from "./annotated.tsx";
import { type Retention, RetentionCard } from "./retention-card.tsx";
import { useBackToSettings } from "./use-back-to-settings.ts";
import { useSpan } from "./use-span.ts";

export interface Sending {
  /** milliseconds before each attempt */
  schedule: number[];
  timeoutMs: number;
  /** requests to one endpoint at a time */
  concurrency: number;
  endpoints: number;
  /** addresses that requests come from, where there are fixed ones */
  egress: string[];
  retention: Retention;
}

/** How the operator has set sending, and how long the shop's data is kept. */
export function SendingPage({ schedule, egress, retention, ...limits }: Sending) {
  const { t } = useTranslation("settings");
  return (
    <Page backAction={useBackToSettings()} title={t("hub.sending.title")} subtitle={t("sending.subtitle")}>
      <BlockStack gap={{ xs: "800", md: "400" }}>
        <Annotated title={t("sending.schedule.title")} why={t("sending.schedule.why")}>
          <Schedule schedule={schedule} />
        </Annotated>
        <Annotated title={t("sending.limits.title")}>
          <Limits {...limits} />
        </Annotated>
        <Annotated title={t("sending.egress.title")} why={t("sending.egress.why")}>
          <Egress addresses={egress} />
        </Annotated>
        <Annotated title={t("sending.retention.title")} why={t("sending.retention.why")}>
          <RetentionCard {...retention} />
        </Annotated>
      </BlockStack>
    </Page>
  );
}

function Schedule({ schedule }: Pick<Sending, "schedule">) {
  const { t } = useTranslation("settings");
  const span = useSpan();
  const sum = schedule.reduce((total, pause) => total + pause, 0);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">{t("sending.schedule.all", { count: schedule.length, span: span(sum) })}</Text>
        <Disclosure title={t("sending.schedule.show")}>
          <FactList>
            {schedule.map((pause, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: attempts are known by their number
              <Fact key={index} label={t("sending.schedule.attempt", { number: index + 1 })}>
                {pause === 0
                  ? t("sending.schedule.atOnce")
                  : t("sending.schedule.after", { pause: span(pause) })}
              </Fact>
            ))}
          </FactList>
        </Disclosure>
      </BlockStack>
    </Card>
  );
}

function Limits({
  timeoutMs,
  concurrency,
  endpoints,
}: Pick<Sending, "timeoutMs" | "concurrency" | "endpoints">) {
  const { t } = useTranslation("settings");
  const span = useSpan();
  return (
    <Card>
      <FactList>
        <Fact label={t("sending.limits.timeout")}>
          {t("sending.limits.timeoutValue", { time: span(timeoutMs) || `${timeoutMs} ms` })}
        </Fact>
        <Fact label={t("sending.limits.concurrency")}>
          {t("sending.limits.concurrencyValue", { count: concurrency })}
        </Fact>
        <Fact label={t("sending.limits.endpoints")}>
          {t("sending.limits.endpointsValue", { count: endpoints })}
        </Fact>
      </FactList>
    </Card>
  );
}

function Egress({ addresses }: { addresses: string[] }) {
  const { t } = useTranslation("settings");
  return (
    <Card>
      {addresses.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("sending.egress.unknown")}
        </Text>
      ) : (
        <FactList>
          {addresses.map((address) => (
            <Fact key={address} label={t("sending.egress.ip")} copy={address}>
              {address}
            </Fact>
          ))}
        </FactList>
      )}
    </Card>
  );
}
