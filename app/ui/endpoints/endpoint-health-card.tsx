import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { EndpointFigures, Share } from "../../queries/endpoint-figures.ts";
import { durationText } from "../time/format-time.ts";
import { RelativeTime } from "../time/relative-time.tsx";

/** How sending has gone lately, in figures. */
export function EndpointHealthCard({ figures }: { figures: EndpointFigures }) {
  const { t } = useTranslation("endpoint");
  const { day, week, latency, lastSuccessAt, lastFailureAt } = figures;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("health.title")}
        </Text>
        <dl className="figure-grid">
          <ShareFigure label={t("health.day")} share={day} />
          <ShareFigure label={t("health.week")} share={week} />
          <Figure
            label={t("health.latency")}
            note={latency ? t("health.p95", { p95: durationText(latency.p95) }) : null}
          >
            {latency ? durationText(latency.median) : "–"}
          </Figure>
          <Figure label={t("health.lastSuccess")}>
            {lastSuccessAt ? <RelativeTime time={lastSuccessAt} /> : t("health.never")}
          </Figure>
          <Figure label={t("health.lastFailure")}>
            {lastFailureAt ? <RelativeTime time={lastFailureAt} /> : t("health.never")}
          </Figure>
        </dl>
      </BlockStack>
    </Card>
  );
}

/** What of the deliveries arrived, and beneath it what did not. */
function ShareFigure({ label, share: { tried, failed, capped } }: { label: string; share: Share }) {
  const { t, i18n } = useTranslation("endpoint");
  if (tried === 0) {
    return (
      <Figure label={label} note={t("health.nothing")}>
        –
      </Figure>
    );
  }
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 });
  const number = new Intl.NumberFormat(i18n.language);
  const of = {
    share: percent.format(failed / tried),
    failed: number.format(failed),
    tried: number.format(tried),
  };
  return (
    <Figure label={label} note={t(capped ? "health.failedOfNewest" : "health.failedOf", of)} bad={failed > 0}>
      {percent.format(1 - failed / tried)}
    </Figure>
  );
}

interface FigureProps {
  label: string;
  note?: string | null;
  /** the note is of something that went wrong */
  bad?: boolean;
  children: ReactNode;
}

function Figure({ label, note = null, bad = false, children }: FigureProps) {
  return (
    <div>
      <dt>
        <Text as="span" variant="bodySm" tone="subdued">
          {label}
        </Text>
      </dt>
      <dd>
        <Text as="p" variant="headingMd" fontWeight="semibold">
          {children}
        </Text>
        {note === null ? null : (
          <Text as="p" variant="bodySm" tone={bad ? "critical" : "subdued"}>
            {note}
          </Text>
        )}
      </dd>
    </div>
  );
}
