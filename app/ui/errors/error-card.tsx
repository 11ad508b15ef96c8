import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useRetry } from "./use-retry.ts";

interface ErrorCardProps {
  title: string;
  explanation: string;
  /** where to go instead */
  back: { label: string; url: string };
  canRetry: boolean;
}

/** What happened, a second try, and a way back. */
export function ErrorCard({ title, explanation, back, canRetry }: ErrorCardProps) {
  const { t } = useTranslation();
  const { retry, retrying } = useRetry();
  return (
    <Page narrowWidth>
      <Card>
        <BlockStack gap="300">
          <Text as="h1" variant="headingMd">
            {title}
          </Text>
          <Text as="p">{explanation}</Text>
          <InlineStack gap="200">
            {canRetry ? (
              <Button variant="primary" loading={retrying} onClick={retry}>
                {t("error.tryAgain")}
              </Button>
            ) : null}
            <Button url={back.url}>{back.label}</Button>
          </InlineStack>
        </BlockStack>
      </Card>
    </Page>
  );
}
