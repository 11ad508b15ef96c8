import { BlockStack, Box, IndexTable, InlineStack, Text } from "@shopify/polaris";
import type { DutyView } from "../../queries/duties.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { useShopClock } from "../time/shop-clock.tsx";
import { DownloadButton } from "./download-button.tsx";
import { dutyResult, KIND_WORDS } from "./duty-words.ts";

interface DutyRowProps {
  duty: DutyView;
  position: number;
  condensed: boolean;
  downloadDays: number;
}

const DAY_MS = 86_400_000;

export function DutyRow({ duty, position, condensed, downloadDays }: DutyRowProps) {
  const { now } = useShopClock();
  const { id, kind, customer, requestedAt, status } = duty;
  const isOpen = now.getTime() - requestedAt.getTime() < downloadDays * DAY_MS;
  const download =
    kind === "data_request" && status === "done" && isOpen ? (
      <DownloadButton id={id} customer={customer} />
    ) : null;
  const what = (
    <Text as="span" fontWeight="medium">
      {KIND_WORDS[kind]}
    </Text>
  );
  const who = customer ?? "Without an account";
  if (condensed) {
    return (
      <IndexTable.Row id={id} position={position}>
        <Box padding="300" width="100%">
          <BlockStack gap="100">
            <InlineStack align="space-between" gap="200">
              {what}
              <RelativeTime time={requestedAt} />
            </InlineStack>
            <span className="wrap-anywhere">{who}</span>
            <Text as="p" tone="subdued">
              {dutyResult(duty)}
            </Text>
            {download}
          </BlockStack>
        </Box>
      </IndexTable.Row>
    );
  }
  return (
    <IndexTable.Row id={id} position={position}>
      <IndexTable.Cell>{what}</IndexTable.Cell>
      <IndexTable.Cell>{who}</IndexTable.Cell>
      <IndexTable.Cell>
        <RelativeTime time={requestedAt} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <div className="endpoint-name">{dutyResult(duty)}</div>
      </IndexTable.Cell>
      <IndexTable.Cell>{download}</IndexTable.Cell>
    </IndexTable.Row>
  );
}
