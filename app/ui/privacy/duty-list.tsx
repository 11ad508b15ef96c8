import { Box, Card, IndexTable, Text, useBreakpoints } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DutyView } from "../../queries/duties.ts";
import { DutyRow } from "./duty-row.tsx";

/** A list of cards on a narrow screen. */
export function DutyList({ duties, downloadDays }: { duties: DutyView[]; downloadDays: number }) {
  const { t } = useTranslation("privacy");
  const condensed = useBreakpoints().smDown;
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t("requests.title")}
        </Text>
      </Box>
      {duties.length === 0 ? (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {t("requests.empty")}
          </Text>
        </Box>
      ) : (
        <IndexTable
          resourceName={{ singular: t("requests.one"), plural: t("requests.more") }}
          itemCount={duties.length}
          headings={[
            { title: t("requests.what") },
            { title: t("requests.customer") },
            { title: t("requests.asked") },
            { title: t("requests.result") },
            { title: t("requests.data") },
          ]}
          selectable={false}
          condensed={condensed}
        >
          {duties.map((duty, position) => (
            <DutyRow key={duty.id} {...{ duty, position, condensed, downloadDays }} />
          ))}
        </IndexTable>
      )}
    </Card>
  );
}
