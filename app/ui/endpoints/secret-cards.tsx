import { BlockStack } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { SecretCard } from "./secret-card.tsx";
import { placesOf, type Stored } from "./secret-places.ts";
import { StoredPlace } from "./stored-place.tsx";
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
  const [stored, setStored] = useState<Stored[]>([]);
  const isNone = these.length === 0;
  useEffect(() => {
    if (isNone) setStored([]);
  }, [isNone]);
  if (isNone) return null;
  return (
    <BlockStack gap="400">
      {placesOf(these, stored).map((place) =>
        "held" in place ? (
          <SecretCard
            key={place.held.secret}
            secret={place.held.secret}
            endpoints={
              endpointId === undefined || place.held.endpoints.length > 1 ? place.held.endpoints : []
            }
            takesFocus={place.at === 0}
            onStored={(height) => {
              dismiss(place.held.secret);
              setStored([...stored, { at: place.at, height }]);
            }}
          />
        ) : (
          <StoredPlace key={place.at} height={place.height} />
        ),
      )}
    </BlockStack>
  );
}
