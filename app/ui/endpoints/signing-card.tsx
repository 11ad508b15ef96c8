import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import type { EndpointView } from "../../queries/endpoints.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { FinishRotationDialog } from "./finish-rotation-dialog.tsx";
import { LiveSecrets } from "./live-secrets.tsx";
import { RotateSecretDialog } from "./rotate-secret-dialog.tsx";

interface SigningCardProps {
  endpointId: string;
  secrets: EndpointView["secrets"];
}

/** Which secrets sign, their rotation, and the headers by which a receiver checks. */
export function SigningCard({ endpointId, secrets }: SigningCardProps) {
  const [asking, setAsking] = useState<"rotate" | "finish">();
  const close = () => setAsking(undefined);
  const rotating = secrets.length > 1;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Signing
        </Text>
        <FactList>
          <LiveSecrets secrets={secrets} />
          <Fact label="signature">
            HMAC-SHA256 of the raw body as hex, keyed with {rotating ? "the oldest" : "the"} secret’s whole
            text.
          </Fact>
          {rotating ? <Fact label="signature-next">The same, keyed with the newest secret.</Fact> : null}
          <Fact label="webhook-id, webhook-timestamp, webhook-signature">
            Standard Webhooks: covers id, time and body, so that nobody can replay a request.
          </Fact>
        </FactList>
        <InlineStack gap="200">
          <Button onClick={() => setAsking("rotate")}>New secret</Button>
          {rotating ? <Button onClick={() => setAsking("finish")}>Finish rotation</Button> : null}
        </InlineStack>
      </BlockStack>
      <RotateSecretDialog endpointId={endpointId} open={asking === "rotate"} onClose={close} />
      <FinishRotationDialog
        endpointId={endpointId}
        hint={secrets[0]?.hint ?? ""}
        open={asking === "finish"}
        onClose={close}
      />
    </Card>
  );
}
