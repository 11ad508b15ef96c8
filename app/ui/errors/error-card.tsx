import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { SecretCards } from "../endpoints/secret-cards.tsx";
import { useRetry } from "./use-retry.ts";

interface ErrorCardProps {
  title: string;
  explanation: string;
  /** where to go instead */
  back: { label: string; url: string };
  canRetry: boolean;
}

/** What happened, a second try, and a way back; new secrets too, which this one time alone can show. */
export function ErrorCard({ title, explanation, back, canRetry }: ErrorCardProps) {
  const { t } = useTranslation();
  const { retry, retrying } = useRetry();
  return (
    <Page narrowWidth>
      <BlockStack gap="400">
        <SecretCards />
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
      </BlockStack>
    </Page>
  );
}
