import { Box, Card, IndexTable, Text, useBreakpoints } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { NoticeView } from "../../notifications/list-notices.ts";
import { NoticeRow } from "./notice-row.tsx";

/** The newest notices. A list of cards on a narrow screen. */
export function NoticeList({ notices }: { notices: NoticeView[] }) {
  const { t } = useTranslation("alerts");
  const condensed = useBreakpoints().smDown;
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t("notices.title")}
        </Text>
      </Box>
      {notices.length === 0 ? (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {t("notices.empty")}
          </Text>
        </Box>
      ) : (
        <IndexTable
          resourceName={{ singular: t("notices.one"), plural: t("notices.more") }}
          itemCount={notices.length}
          headings={[
            { title: t("notices.what") },
            { title: t("notices.endpoint") },
            { title: t("notices.response") },
            { title: t("notices.mail") },
            { title: t("notices.time") },
          ]}
          selectable={false}
          condensed={condensed}
        >
          {notices.map((notice, position) => (
            <NoticeRow key={notice.id} notice={notice} position={position} condensed={condensed} />
          ))}
        </IndexTable>
      )}
    </Card>
  );
}
