import { BlockStack, Box, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { NoticeView } from "../../notifications/list-notices.ts";
import { ResponseText } from "../deliveries/response-text.tsx";
import { RelativeTime } from "../time/relative-time.tsx";
import { MailText } from "./mail-text.tsx";
import { useNoticeText } from "./use-notice-text.ts";

interface NoticeRowProps {
  notice: NoticeView;
  position: number;
  condensed: boolean;
}

export function NoticeRow({ notice, position, condensed }: NoticeRowProps) {
  const { t } = useTranslation("alerts");
  const noticeText = useNoticeText();
  const { id, createdAt } = notice;
  const what = (
    <Text as="span" fontWeight="medium">
      {noticeText(notice)}
    </Text>
  );
  if (condensed) {
    return (
      <IndexTable.Row id={id} position={position}>
        <Box padding="300" width="100%">
          <BlockStack gap="100">
            <InlineStack align="space-between" gap="200">
              {what}
              <RelativeTime time={createdAt} />
            </InlineStack>
            <EndpointLink notice={notice} />
            <Response notice={notice} />
            <Text as="p" tone="subdued">
              <Trans t={t} i18nKey="notices.mailLine" components={{ mail: <MailText notice={notice} /> }} />
            </Text>
          </BlockStack>
        </Box>
      </IndexTable.Row>
    );
  }
  return (
    <IndexTable.Row id={id} position={position}>
      <IndexTable.Cell>
        <div className="endpoint-name">{what}</div>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <EndpointLink notice={notice} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Response notice={notice} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <div className="endpoint-name">
          <MailText notice={notice} />
        </div>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <RelativeTime time={createdAt} />
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}

function EndpointLink({ notice: { endpoint } }: { notice: NoticeView }) {
  if (!endpoint) return null;
  const name = (
    <span className="two-lines" title={endpoint.url ?? endpoint.name}>
      {endpoint.name}
    </span>
  );
  const page = endpoint.url === null ? "/app/flow" : `/app/endpoints/${endpoint.id}`;
  return <div className="endpoint-name">{endpoint.deleted ? name : <Link url={page}>{name}</Link>}</div>;
}

/** Nothing where no attempt was made. */
function Response({ notice: { reason, statusCode } }: { notice: NoticeView }) {
  if (reason === null && statusCode === null) return null;
  return <ResponseText lastStatusCode={statusCode} lastReason={reason} />;
}
