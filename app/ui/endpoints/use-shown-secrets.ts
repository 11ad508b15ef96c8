import { useFetcher } from "@remix-run/react";
import { useSyncExternalStore } from "react";
import { dropSecret, type HeldSecret, heldSecrets, noSecrets, subscribeToSecrets } from "./held-secrets.ts";

interface ShownSecrets {
  shown: HeldSecret[];
  dismiss: (secret: string) => void;
}

/** The new secrets that are to be shown, and how one is said to be stored. */
export function useShownSecrets(): ShownSecrets {
  const shown = useSyncExternalStore(subscribeToSecrets, heldSecrets, noSecrets);
  const { submit } = useFetcher();
  function dismiss(secret: string) {
    dropSecret(secret);
    submit(null, { method: "post", action: "/app/endpoints/secret-stored" });
  }
  return { shown, dismiss };
}
