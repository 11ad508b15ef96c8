import { Box, Card, IndexTable, Text, useBreakpoints } from "@shopify/polaris";
import type { NoticeView } from "../../notifications/list-notices.ts";
import { NoticeRow } from "./notice-row.tsx";

/** The newest notices. A list of cards on a narrow screen. */
export function NoticeList({ notices }: { notices: NoticeView[] }) {
  const condensed = useBreakpoints().smDown;
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          What happened
        </Text>
      </Box>
      {notices.length === 0 ? (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            Nothing yet. When an endpoint fails, is disabled or works again, it is listed here.
          </Text>
        </Box>
      ) : (
        <IndexTable
          resourceName={{ singular: "notice", plural: "notices" }}
          itemCount={notices.length}
          headings={[
            { title: "What" },
            { title: "Endpoint" },
            { title: "Response" },
            { title: "Mail" },
            { title: "Time" },
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
