import { Banner, BlockStack, Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Permission } from "../../shopify/permissions.ts";
import { useBackToSettings } from "../settings/use-back-to-settings.ts";
import { useCheck } from "../webhooks/use-check.ts";
import { PermissionItem } from "./permission-item.tsx";

/** What the shop has granted, what it has not, and what each is for. */
export function PermissionsPage({ permissions }: { permissions: Permission[] }) {
  const { t } = useTranslation("settings");
  // Shopify is asked at once what is granted now, and sends what belongs to it.
  const { check, problem } = useCheck();
  const missing = permissions.filter(({ granted }) => !granted);
  const granted = permissions.filter((one) => one.granted);
  return (
    <Page
      backAction={useBackToSettings()}
      title={t("hub.permissions.title")}
      subtitle={t("permissions.subtitle")}
    >
      <BlockStack gap="400">
        {problem ? <Banner tone="critical" title={problem} /> : null}
        <List
          title={t("permissions.missingTitle")}
          permissions={missing}
          empty={t("permissions.allGranted")}
          onGranted={check}
        />
        <List
          title={t("permissions.grantedTitle")}
          permissions={granted}
          empty={t("permissions.noneGranted")}
          onGranted={check}
        />
      </BlockStack>
    </Page>
  );
}

interface ListProps {
  title: string;
  permissions: Permission[];
  /** what is said when there are none */
  empty: string;
  onGranted: () => void;
}

function List({ title, permissions, empty, onGranted }: ListProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {permissions.length === 0 ? (
          <Text as="p" tone="subdued">
            {empty}
          </Text>
        ) : (
          <ul className="plain-list" aria-label={title}>
            {permissions.map((permission) => (
              <li key={permission.scope} className="attempt">
                <PermissionItem permission={permission} onGranted={onGranted} />
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}
