import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../copy/copy-button.tsx";
import { CodeBlock } from "../json/code-block.tsx";

interface ShownTokenProps {
  name: string;
  token: string;
  onStored: () => void;
}

/** A token in the answer to the click that made it. It is in no address and in no storage. */
export function ShownToken({ name, token, onStored }: ShownTokenProps) {
  const { t } = useTranslation("settings");
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <Card>
      <div ref={place} tabIndex={-1} className="takes-focus">
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("tokens.shownTitle", { name })}
          </Text>
          <Banner tone="warning">
            <p>{t("tokens.shownWhy")}</p>
          </Banner>
          <CodeBlock text={token} label={t("tokens.what")} />
          <InlineStack gap="200">
            <CopyButton text={token} what={t("tokens.what")} variant="primary" />
            <Button onClick={onStored}>{t("tokens.stored")}</Button>
          </InlineStack>
        </BlockStack>
      </div>
    </Card>
  );
}
