import { Badge, type BadgeProps, BlockStack, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

interface AttentionItemProps {
  badge: string;
  tone: BadgeProps["tone"];
  /** what it is about */
  title: ReactNode;
  /** what is the matter, in a sentence */
  children: ReactNode;
  /** the next thing to do */
  action: ReactNode;
}

/** One thing that needs the merchant. */
export function AttentionItem({ badge, tone, title, children, action }: AttentionItemProps) {
  return (
    <div className="home-item">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <span className="wrap-anywhere">
            <Text as="span" fontWeight="medium">
              {title}
            </Text>
          </span>
          <Badge tone={tone}>{badge}</Badge>
        </InlineStack>
        <div className="wrap-anywhere">{children}</div>
      </BlockStack>
      {action}
    </div>
  );
}
