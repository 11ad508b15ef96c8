import { useBlocker, useNavigate } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { bridge } from "../app-bridge/bridge.ts";

/**
 * Asks, in the admin's own words, before a link of the panel takes unsaved changes away. The admin guards its own. Outside
 * of the admin there is nobody who could ask, and the link is followed.
 */
export function useLeaveGuard(dirty: boolean): void {
  const leaving = useRef(false);
  const navigate = useNavigate();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty &&
      bridge() !== undefined &&
      !leaving.current &&
      currentLocation.pathname !== nextLocation.pathname,
  );

  useEffect(() => {
    if (blocker.state !== "blocked") return;
    const { location } = blocker;
    blocker.reset();
    // Never resolves when the merchant stays.
    void bridge()
      ?.saveBar.leaveConfirmation()
      .then(() => {
        leaving.current = true;
        navigate(location);
      });
  }, [blocker, navigate]);
}
