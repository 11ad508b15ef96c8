import { Box, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Figures } from "../../queries/figures.ts";
import { Disclosure } from "../json/disclosure.tsx";
import { ActivityTable } from "./activity-table.tsx";
import { COLORS } from "./colors.ts";
import { DeliveryBars } from "./delivery-bars.tsx";

/** Deliveries over time: bars for the eye, a table for everybody. */
export function ActivityChart({ figures }: { figures: Figures }) {
  const { t } = useTranslation("home");
  const { succeeded, failed, discarded, retrying, pending } = figures;
  if (succeeded + failed === 0) {
    const isEmpty = discarded + retrying + pending === 0;
    return (
      <Box paddingBlock="800">
        <Text as="p" tone="subdued" alignment="center">
          {t(isEmpty ? "figures.empty" : "figures.noneEnded")}
        </Text>
      </Box>
    );
  }
  return (
    <div>
      <Legend />
      <DeliveryBars figures={figures} />
      <Disclosure title={t("figures.table")}>
        <ActivityTable figures={figures} />
      </Disclosure>
    </div>
  );
}

function Legend() {
  const { t } = useTranslation("home");
  return (
    <InlineStack gap="400">
      {(["succeeded", "failed"] as const).map((name) => (
        <span key={name}>
          <span className="home-legend" style={{ background: COLORS[name] }} />
          {t(`figures.${name}`)}
        </span>
      ))}
    </InlineStack>
  );
}
