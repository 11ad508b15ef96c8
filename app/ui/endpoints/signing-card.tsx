import { BlockStack, Card, Text } from "@shopify/polaris";
import type { EndpointView } from "../../queries/endpoints.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { AbsoluteDate } from "../time/absolute-date.tsx";
import { SecretHint } from "./secret-hint.tsx";

/** Which secrets sign, and the headers by which a receiver checks. */
export function SigningCard({ secrets }: Pick<EndpointView, "secrets">) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Signing
        </Text>
        <FactList>
          {secrets.map((secret) => (
            <Fact key={secret.id} label="Secret">
              <SecretHint secrets={[secret]} />, made <AbsoluteDate time={secret.createdAt} />
            </Fact>
          ))}
          <Fact label="signature">
            HMAC-SHA256 of the raw body as hex, keyed with the secret's whole text.
          </Fact>
          <Fact label="webhook-id, webhook-timestamp, webhook-signature">
            Standard Webhooks: covers id, time and body, so that nobody can replay a request.
          </Fact>
        </FactList>
      </BlockStack>
    </Card>
  );
}
