import { Badge, BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Section } from "./sections.ts";
import type { Stand } from "./use-settings-state.ts";

/** A page of the settings: what is set there, and how it stands. */
export function SettingsItem({ section, text, isUrgent }: Stand & { section: Section }) {
  const { t } = useTranslation("settings");
  return (
    <>
      <BlockStack gap="050">
        <Text as="h2" variant="headingSm">
          <Link url={`/app/settings/${section}`} removeUnderline monochrome>
            {t(`hub.${section}.title`)}
          </Link>
        </Text>
        <Text as="p" tone="subdued">
          {t(`hub.${section}.why`)}
        </Text>
      </BlockStack>
      <div className="settings-state wrap-anywhere">
        {isUrgent ? <Badge tone="attention">{text}</Badge> : <Text as="span">{text}</Text>}
      </div>
    </>
  );
}
