import { InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../copy/copy-button.tsx";

/** The whole URL of an endpoint, to be copied. */
export function EndpointAddress({ url }: { url: string }) {
  const { t } = useTranslation("endpoint");
  return (
    <InlineStack gap="200" wrap={false} blockAlign="center">
      <span className="wrap-anywhere">{url}</span>
      <span className="keeps-its-width">
        <CopyButton text={url} what={t("facts.url").toLowerCase()} variant="plain" />
      </span>
    </InlineStack>
  );
}
