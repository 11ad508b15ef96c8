// The new secrets that were not yet said to be stored. In the memory of this browser tab alone: they are gone with a
// reload, and never in an address, the history, a cookie or the browser's storage. A route's `clientAction` puts them in
// as soon as it has the server's answer, so that a page that cannot be loaded afterwards, or was left, takes none away.

/** A new secret, and the endpoints that it signs for. */
export interface HeldSecret {
  secret: string;
  endpoints: { id: string; url: string }[];
}

const NONE: HeldSecret[] = [];

let held = NONE;
const listeners = new Set<() => void>();

function replace(secrets: HeldSecret[]): void {
  held = secrets;
  for (const tell of listeners) tell();
}

export const heldSecrets = (): HeldSecret[] => held;

/** On the server: many visitors share its memory, so nothing is ever held there. */
export const noSecrets = (): HeldSecret[] => NONE;

/** For `useSyncExternalStore`. */
export function subscribeToSecrets(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function holdSecrets(secrets: readonly HeldSecret[]): void {
  if (secrets.length > 0) replace([...held, ...secrets]);
}

/** A merchant has stored it. */
export const dropSecret = (stored: string): void => replace(held.filter(({ secret }) => secret !== stored));

/** Endpoints that are deleted, or that a newer secret signs for. */
export const dropEndpoints = (ids: readonly string[]): void =>
  replace(
    held
      .map(({ secret, endpoints }) => ({
        secret,
        endpoints: endpoints.filter(({ id }) => !ids.includes(id)),
      }))
      .filter(({ endpoints }) => endpoints.length > 0),
  );
