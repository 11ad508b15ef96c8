import { useFetcher } from "@remix-run/react";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";

/** A new secret, and the endpoints that it signs for. */
export interface ShownSecret {
  secret: string;
  endpoints: { id: string; url: string }[];
}

interface SecretHolder {
  shown: ShownSecret[];
  show: (secrets: ShownSecret[]) => void;
  dismiss: (secret: string) => void;
}

const SecretContext = createContext<SecretHolder>({
  shown: [],
  show: () => undefined,
  dismiss: () => undefined,
});

export const useShownSecrets = (): SecretHolder => useContext(SecretContext);

/**
 * Carries new secrets from the answer to the save to the page that shows them. In memory alone: they are gone with a
 * reload, and never in an address, the history, a cookie or the browser's storage.
 */
export function ShownSecretProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<ShownSecret[]>([]);
  const { submit } = useFetcher();
  const show = useCallback((secrets: ShownSecret[]) => setShown((before) => [...before, ...secrets]), []);
  const dismiss = useCallback(
    (stored: string) => {
      setShown((before) => before.filter(({ secret }) => secret !== stored));
      submit(null, { method: "post", action: "/app/endpoints/secret-stored" });
    },
    [submit],
  );
  const holder = useMemo(() => ({ shown, show, dismiss }), [shown, show, dismiss]);
  return <SecretContext.Provider value={holder}>{children}</SecretContext.Provider>;
}
