import { BlockStack, Button, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useCheck } from "../webhooks/use-check.ts";
import { useGrant } from "../webhooks/use-grant.ts";

interface AskPermissionProps {
  topic: string;
  scope: string;
}

/** Asks for the access scope that a topic needs, and then has Shopify send what belongs to it. */
export function AskPermission({ topic, scope }: AskPermissionProps) {
  const { t } = useTranslation("topics");
  const { check, checking, problem: notChecked } = useCheck();
  const { grant, asking, problem: notGranted } = useGrant(scope, check);
  const problem = notGranted ?? notChecked;
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Button
        size="slim"
        loading={asking || checking}
        onClick={grant}
        accessibilityLabel={t("state.grantFor", { topic })}
      >
        {t("state.grant")}
      </Button>
      <div role="status">
        {problem ? (
          <Text as="p" tone="critical">
            {problem}
          </Text>
        ) : null}
      </div>
    </BlockStack>
  );
}
