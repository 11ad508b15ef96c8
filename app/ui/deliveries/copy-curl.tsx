import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { AttemptView } from "../../queries/delivery.ts";
import { useCopy } from "../copy/use-copy.ts";
import { curlCommand, maskedHeaders } from "./curl.ts";

interface CopyCurlProps {
  attempt: AttemptView;
  url: string;
  body: string;
}

/** The request for a terminal. */
export function CopyCurl({ attempt: { number, requestHeaders }, url, body }: CopyCurlProps) {
  const { t } = useTranslation("delivery");
  const { status, copy } = useCopy();
  const masked = maskedHeaders(requestHeaders);
  const command = () =>
    curlCommand({ url, headers: requestHeaders, body, placeholder: t("curl.placeholder") });
  const says = status === "idle" ? t("curl.copy") : t(`curl.${status}`);
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Button onClick={() => copy(command())}>{says}</Button>
        <span role="status" className="visually-hidden">
          {status === "idle" ? "" : says}
        </span>
      </InlineStack>
      <Text as="p" tone="subdued">
        {t("curl.what", { number })} {t("curl.old")}
        {masked.length > 0 ? ` ${t("curl.fillIn", { names: masked.join(", ") })}` : ""}
      </Text>
    </BlockStack>
  );
}
