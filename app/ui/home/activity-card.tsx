import { useNavigation } from "@remix-run/react";
import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Figures } from "../../queries/figures.ts";
import { ActivityChart } from "./activity-chart.tsx";
import { FigureList } from "./figure-list.tsx";
import { RangePicker } from "./range-picker.tsx";

/** What was sent in a stretch of time, in figures and over time. */
export function ActivityCard({ figures }: { figures: Figures }) {
  const { t } = useTranslation("home");
  const loading = useNavigation().location?.pathname === "/app";
  return (
    <Card>
      <section aria-label={t("figures.title")} aria-busy={loading}>
        <BlockStack gap="400">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="h2" variant="headingMd">
              {t("figures.title")}
            </Text>
            <RangePicker range={figures.range} />
          </InlineStack>
          <FigureList figures={figures} />
          <ActivityChart figures={figures} />
          <Text as="p" tone="subdued" variant="bodySm">
            {t("figures.note")}
          </Text>
        </BlockStack>
      </section>
    </Card>
  );
}
