import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { MASKED } from "../../endpoints/endpoint-fields.ts";
import type { AttemptView, DeliveryDetail } from "../../queries/delivery.ts";
import { HeaderTable } from "../json/header-table.tsx";
import { CopyCurl } from "./copy-curl.tsx";
import { maskedHeaders } from "./curl.ts";
import { SentBody } from "./sent-body.tsx";

interface RequestTabProps {
  attempt: AttemptView;
  delivery: DeliveryDetail;
}

/** What was sent. To Shopify Flow goes a call of Shopify's own, so there are no headers. */
export function RequestTab({ attempt, delivery }: RequestTabProps) {
  const { t } = useTranslation("delivery");
  const { number, requestHeaders } = attempt;
  const { flowTrigger, endpointUrl, body } = delivery;
  const erased = Object.keys(requestHeaders).length === 0;
  return (
    <BlockStack gap="400">
      {flowTrigger === null && !erased && endpointUrl && body !== null ? (
        <CopyCurl attempt={attempt} url={endpointUrl} body={body} />
      ) : null}
      {flowTrigger === null ? (
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            {t("request.headers")}
          </Text>
          {erased ? (
            <Text as="p">{t("response.erased")}</Text>
          ) : (
            <HeaderTable caption={t("request.headersOf", { number })} headers={requestHeaders} />
          )}
          {maskedHeaders(requestHeaders).length > 0 ? (
            <Text as="p" tone="subdued">
              {t("request.masked", { mask: MASKED })}
            </Text>
          ) : null}
        </BlockStack>
      ) : null}
      <SentBody delivery={delivery} />
    </BlockStack>
  );
}
