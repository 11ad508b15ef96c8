import { BlockStack, Box, InlineGrid, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

interface AnnotatedProps {
  title: string;
  why?: string;
  children: ReactNode;
}

/** A card of settings with what it is for beside it; above it on a narrow screen. */
export function Annotated({ title, why, children }: AnnotatedProps) {
  return (
    <InlineGrid columns={{ xs: "minmax(0, 1fr)", md: "minmax(0, 2fr) minmax(0, 5fr)" }} gap="400">
      <Box paddingInline={{ xs: "400", sm: "0" }} paddingBlockStart={{ xs: "0", md: "400" }}>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {why === undefined ? null : (
            <Text as="p" tone="subdued">
              {why}
            </Text>
          )}
        </BlockStack>
      </Box>
      {children}
    </InlineGrid>
  );
}
