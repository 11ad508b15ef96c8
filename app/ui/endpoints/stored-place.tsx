import { Card, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

/**
 * Where a secret stood that was stored, as high as it was: the second click of a double click hits nothing here, and not
 * the next secret's button. Takes the focus from the button that has gone, without moving the page.
 */
export function StoredPlace({ height }: { height: number }) {
  const { t } = useTranslation("endpoint");
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus({ preventScroll: true }), []);
  return (
    <div ref={place} className="takes-focus" tabIndex={-1} style={{ minHeight: height }}>
      <Card background="bg-surface-secondary">
        <Text as="p" tone="subdued">
          {t("secret.isStored")}
        </Text>
      </Card>
    </div>
  );
}
