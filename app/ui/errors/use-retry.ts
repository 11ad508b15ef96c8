import { useRevalidator } from "@remix-run/react";
import { bridge } from "../app-bridge/bridge.ts";

/**
 * Asks for the page once more. Within the panel by its loaders: after a client-side navigation the address holds nothing
 * that a full load could sign in with. A first load that failed has it, and may not have App Bridge.
 */
export function useRetry(): { retry: () => void; retrying: boolean } {
  const { revalidate, state } = useRevalidator();
  return {
    retry: () => (bridge() ? revalidate() : window.location.reload()),
    retrying: state === "loading",
  };
}
