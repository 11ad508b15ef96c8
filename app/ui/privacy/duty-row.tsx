import { BlockStack, Box, IndexTable, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DutyView } from "../../queries/duties.ts";
import { useProblem } from "../texts/use-problem.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { useShopClock } from "../time/shop-clock.tsx";
import { DownloadButton } from "./download-button.tsx";
import { dutyResult } from "./duty-words.ts";
import { useListing } from "./use-listing.ts";

interface DutyRowProps {
  duty: DutyView;
  position: number;
  condensed: boolean;
  downloadDays: number;
}

const DAY_MS = 86_400_000;

export function DutyRow({ duty, position, condensed, downloadDays }: DutyRowProps) {
  const { t } = useTranslation("privacy");
  const words = { t, problem: useProblem(), listing: useListing() };
  const { now } = useShopClock();
  const { id, kind, customer, requestedAt, status } = duty;
  const isOpen = now.getTime() - requestedAt.getTime() < downloadDays * DAY_MS;
  const download =
    kind === "data_request" && status === "done" && isOpen ? (
      <DownloadButton id={id} customer={customer} />
    ) : null;
  const what = (
    <Text as="span" fontWeight="medium">
      {t(`requests.kinds.${kind}`)}
    </Text>
  );
  const who = customer ?? t("requests.noAccount");
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
              {dutyResult(words, duty)}
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
        <div className="endpoint-name">{dutyResult(words, duty)}</div>
      </IndexTable.Cell>
      <IndexTable.Cell>{download}</IndexTable.Cell>
    </IndexTable.Row>
  );
}
