import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { CopyButton } from "../copy/copy-button.tsx";

/** A new secret, this once. */
export function SecretCard({ secret, onStored }: { secret: string; onStored: () => void }) {
  return (
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
          monospaced
          autoComplete="off"
          value={secret}
          selectTextOnFocus
          connectedRight={<CopyButton text={secret} what="signing secret" />}
        />
        <InlineStack>
          <Button variant="primary" onClick={onStored}>
            I have stored it
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
