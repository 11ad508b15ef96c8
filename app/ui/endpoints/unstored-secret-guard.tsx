import { useEffect, useSyncExternalStore } from "react";
import { heldSecrets, noSecrets, subscribeToSecrets } from "./held-secrets.ts";

/**
 * Has the browser ask before the panel is closed or loaded anew while a new secret is not yet said to be stored. Within the
 * panel none is lost. Of the admin's own pages it does not hear: they take the frame away.
 */
export function UnstoredSecretGuard() {
  const isHeld = useSyncExternalStore(subscribeToSecrets, heldSecrets, noSecrets).length > 0;
  useEffect(() => {
    if (!isHeld) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isHeld]);
  return null;
}
