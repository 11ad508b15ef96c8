import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { HeldBackField } from "../../privacy/held-back-fields.ts";
import type { DutyView, LogErasure } from "../../queries/duties.ts";
import { useBackToSettings } from "../settings/use-back-to-settings.ts";
import { DutyList } from "./duty-list.tsx";
import { EraseLogCard } from "./erase-log-card.tsx";
import { ExportCard } from "./export-card.tsx";
import { HoldBackCard } from "./hold-back-card.tsx";

interface PrivacyPageProps {
  /** newest first */
  duties: DutyView[];
  /** how long a customer's data can be downloaded */
  downloadDays: number;
  /** what no event tells of customers */
  heldBack: HeldBackField[];
  /** null when the log was never deleted */
  lastErasure: LogErasure | null;
}

export function PrivacyPage({ duties, downloadDays, heldBack, lastErasure }: PrivacyPageProps) {
  const { t } = useTranslation("privacy");
  return (
    <Page backAction={useBackToSettings()} title={t("title")} subtitle={t("subtitle")}>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <Text as="p">{t("intro.erased")}</Text>
            <Text as="p">{t("intro.download", { count: downloadDays })}</Text>
          </BlockStack>
        </Card>
        <DutyList duties={duties} downloadDays={downloadDays} />
        <HoldBackCard heldBack={heldBack} />
        <ExportCard />
        <EraseLogCard last={lastErasure} />
      </BlockStack>
    </Page>
  );
}
