import { Box, Card, IndexTable, Text, useBreakpoints } from "@shopify/polaris";
import type { DutyView } from "../../queries/duties.ts";
import { DutyRow } from "./duty-row.tsx";

/** A list of cards on a narrow screen. */
export function DutyList({ duties, downloadDays }: { duties: DutyView[]; downloadDays: number }) {
  const condensed = useBreakpoints().smDown;
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          Requests
        </Text>
      </Box>
      {duties.length === 0 ? (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            None yet. When a customer asks for their data or wants it erased, it is listed here.
          </Text>
        </Box>
      ) : (
        <IndexTable
          resourceName={{ singular: "request", plural: "requests" }}
          itemCount={duties.length}
          headings={[
            { title: "What" },
            { title: "Customer" },
            { title: "Asked" },
            { title: "Result" },
            { title: "Data" },
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
