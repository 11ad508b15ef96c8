import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { CopyButton } from "../copy/copy-button.tsx";

/** A new secret, this once. Takes the focus, so that nobody misses it. */
export function SecretCard({ secret, onStored }: { secret: string; onStored: () => void }) {
  const card = useRef<HTMLElement>(null);
  useEffect(() => card.current?.focus(), []);
  return (
    <section ref={card} className="takes-focus" tabIndex={-1} aria-label="New signing secret">
      <Card background="bg-surface-info">
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Signing secret
          </Text>
          <Text as="p">
            Store it where your server can read it. It is shown only now; later you see its last four
            characters.
          </Text>
          <TextField
            label="Signing secret"
            labelHidden
            readOnly
            multiline
            monospaced
            autoComplete="off"
            value={secret}
            selectTextOnFocus
          />
          <InlineStack gap="200">
            <CopyButton text={secret} what="signing secret" />
            <Button variant="primary" onClick={onStored}>
              I have stored it
            </Button>
          </InlineStack>
        </BlockStack>
      </Card>
    </section>
  );
}
