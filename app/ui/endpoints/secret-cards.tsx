import { BlockStack } from "@shopify/polaris";
import { SecretCard } from "./secret-card.tsx";
import { useShownSecrets } from "./use-shown-secrets.ts";

interface SecretCardsProps {
  /** only those of this endpoint; otherwise all */
  endpointId?: string;
}

/** The new secrets that are shown this once; nothing when there are none. */
export function SecretCards({ endpointId }: SecretCardsProps) {
  const { shown, dismiss } = useShownSecrets();
  const these = shown.filter(
    ({ endpoints }) => endpointId === undefined || endpoints.some(({ id }) => id === endpointId),
  );
  if (these.length === 0) return null;
  return (
    <BlockStack gap="400">
      {these.map(({ secret, endpoints }, index) => (
        <SecretCard
          key={secret}
          secret={secret}
          endpoints={endpointId === undefined || endpoints.length > 1 ? endpoints : []}
          takesFocus={index === 0}
          onStored={() => dismiss(secret)}
        />
      ))}
    </BlockStack>
  );
}
