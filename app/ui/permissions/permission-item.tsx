import { Badge, BlockStack, Button, InlineError, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Permission } from "../../shopify/permissions.ts";
import { Disclosure } from "../json/disclosure.tsx";
import { useGrant } from "../webhooks/use-grant.ts";
import { useScopeText } from "./use-scope-text.ts";

interface PermissionItemProps {
  permission: Permission;
  onGranted: () => void;
}

/** One access scope: what it is for, which topics need it, and how it is granted. */
export function PermissionItem({ permission, onGranted }: PermissionItemProps) {
  const { t } = useTranslation("settings");
  const { scope, granted, required, topics } = permission;
  const { name, why } = useScopeText()(scope);
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <BlockStack gap="050">
          <InlineStack align="start" gap="200" blockAlign="center">
            <Text as="h3" variant="headingSm">
              {name}
            </Text>
            <Badge>{t(required ? "permissions.required" : "permissions.optional")}</Badge>
          </InlineStack>
          <Text as="p" tone="subdued">
            <span className="mono wrap-anywhere">{scope}</span>
          </Text>
        </BlockStack>
        {granted || required ? null : (
          <div className="keeps-its-width">
            <Grant scope={scope} name={name} onGranted={onGranted} />
          </div>
        )}
      </InlineStack>
      {why ? <p>{why}</p> : null}
      {!granted && required ? <p>{t("permissions.asksItself")}</p> : null}
      <Topics topics={topics} />
    </BlockStack>
  );
}

/** More of them would push the other permissions off the screen. */
const SHOWN_AT_ONCE = 3;

function Topics({ topics }: { topics: string[] }) {
  const { t } = useTranslation("settings");
  if (topics.length === 0) return null;
  const list = topics.join(", ");
  if (topics.length <= SHOWN_AT_ONCE)
    return (
      <Text as="p" tone="subdued">
        {t("permissions.for", { topics: list })}
      </Text>
    );
  return (
    <Disclosure title={t("permissions.topics", { count: topics.length })}>
      <Text as="p" tone="subdued">
        {list}
      </Text>
    </Disclosure>
  );
}

function Grant({ scope, name, onGranted }: { scope: string; name: string; onGranted: () => void }) {
  const { t } = useTranslation("settings");
  const { grant, asking, problem } = useGrant(scope, onGranted);
  return (
    <BlockStack gap="100" inlineAlign="end">
      <Button onClick={grant} loading={asking} accessibilityLabel={t("permissions.grantNamed", { name })}>
        {t("permissions.grant")}
      </Button>
      {problem ? <InlineError fieldID={scope} message={problem} /> : null}
    </BlockStack>
  );
}
