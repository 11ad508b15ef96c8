import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { AttemptView } from "../../queries/delivery.ts";
import { BodyView } from "../json/body-view.tsx";
import { HeaderTable } from "../json/header-table.tsx";
import { useTimeText } from "../time/use-time-text.ts";

/** What came back. */
export function ResponseTab({ attempt }: { attempt: AttemptView }) {
  const { t } = useTranslation("delivery");
  const { duration } = useTimeText();
  const { number, statusCode, responseHeaders, durationMs } = attempt;
  if (statusCode === null) return <Text as="p">{t("response.none")}</Text>;
  return (
    <BlockStack gap="400">
      <InlineStack gap="200">
        <Text as="p">
          {t("response.status", { code: statusCode })} · {duration(durationMs)}
        </Text>
      </InlineStack>
      {responseHeaders ? (
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            {t("response.headers")}
          </Text>
          <HeaderTable caption={t("response.headersOf", { number })} headers={responseHeaders} />
        </BlockStack>
      ) : (
        <Text as="p">{t("response.erased")}</Text>
      )}
      {responseHeaders ? <AnswerBody attempt={attempt} /> : null}
    </BlockStack>
  );
}

function AnswerBody({ attempt: { number, responseBody, truncated } }: { attempt: AttemptView }) {
  const { t } = useTranslation("delivery");
  return (
    <BlockStack gap="200">
      {responseBody ? (
        <BodyView
          title={truncated ? t("response.bodyBeginning") : t("response.body")}
          text={responseBody}
          label={t("response.bodyLabel", { number })}
        />
      ) : (
        <Text as="p">{t("response.empty")}</Text>
      )}
      {truncated ? (
        <Text as="p" tone="subdued">
          {t("response.truncated")}
        </Text>
      ) : null}
    </BlockStack>
  );
}
