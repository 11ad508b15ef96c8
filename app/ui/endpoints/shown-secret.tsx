import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

interface ShownSecret {
  endpointId: string;
  secret: string;
}

interface SecretHolder {
  shown: ShownSecret | undefined;
  show: (secret: ShownSecret) => void;
  dismiss: () => void;
}

const SecretContext = createContext<SecretHolder>({
  shown: undefined,
  show: () => undefined,
  dismiss: () => undefined,
});

export const useShownSecret = (): SecretHolder => useContext(SecretContext);

/**
 * Carries a new secret from the answer to the save to the endpoint's page. In memory alone: it is gone with a reload,
 * and never in an address, the history, a cookie or the browser's storage.
 */
export function ShownSecretProvider({ children }: { children: ReactNode }) {
  const [shown, show] = useState<ShownSecret>();
  const holder = useMemo(() => ({ shown, show, dismiss: () => show(undefined) }), [shown]);
  return <SecretContext.Provider value={holder}>{children}</SecretContext.Provider>;
}
