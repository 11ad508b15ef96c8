import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EndpointView } from "../../queries/endpoints.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { FinishRotationDialog } from "./finish-rotation-dialog.tsx";
import { LiveSecrets } from "./live-secrets.tsx";
import { RotateSecretDialog } from "./rotate-secret-dialog.tsx";

interface SigningCardProps {
  endpoint: Pick<EndpointView, "id" | "secrets">;
}

/** Which secrets sign, their rotation, and the headers by which a receiver checks. */
export function SigningCard({ endpoint }: SigningCardProps) {
  const { t } = useTranslation("endpoint");
  const [asking, setAsking] = useState<"rotate" | "finish">();
  const close = () => setAsking(undefined);
  const { id, secrets } = endpoint;
  const rotating = secrets.length > 1;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("signing.title")}
        </Text>
        <FactList>
          <LiveSecrets secrets={secrets} />
          <Fact label="webhook-id, webhook-timestamp, webhook-signature">{t("signing.standard")}</Fact>
          <Fact label="signature">{rotating ? t("signing.plainOldest") : t("signing.plain")}</Fact>
          {rotating ? <Fact label="signature-next">{t("signing.next")}</Fact> : null}
        </FactList>
        <InlineStack gap="200">
          <Button onClick={() => setAsking("rotate")}>{t("rotate.open")}</Button>
          {rotating ? <Button onClick={() => setAsking("finish")}>{t("finish.open")}</Button> : null}
        </InlineStack>
      </BlockStack>
      <RotateSecretDialog endpointId={id} open={asking === "rotate"} onClose={close} />
      <FinishRotationDialog
        endpointId={id}
        hint={secrets[0]?.hint ?? ""}
        open={asking === "finish"}
        onClose={close}
      />
    </Card>
  );
}
