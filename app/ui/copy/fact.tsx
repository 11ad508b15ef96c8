import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

interface FactProps {
  label: string;
  children: ReactNode;
  /** text for the clipboard; without it there is no button */
  copy?: string | undefined;
}

/** A label, what it stands for and, where that is an id or an address, a button that copies it. */
export function Fact({ label, children, copy }: FactProps) {
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" gap="200" wrap={false}>
        <Text as="h3" variant="bodySm" tone="subdued">
          {label}
        </Text>
        {copy === undefined ? null : <CopyButton text={copy} what={label.toLowerCase()} variant="plain" />}
      </InlineStack>
      <div className={copy === undefined ? "wrap-anywhere" : "wrap-anywhere mono"}>{children}</div>
    </BlockStack>
  );
}
