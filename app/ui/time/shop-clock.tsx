import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

interface ShopClock {
  now: Date;
  /** IANA */
  timezone: string;
}

const TICK_MS = 15_000;

const ShopClockContext = createContext<ShopClock>({ now: new Date(0), timezone: "UTC" });

export const useShopClock = (): ShopClock => useContext(ShopClockContext);

/** The time by which the page says "5 minutes ago": the server's, so that the first render is the same on both sides. */
export function ShopClockProvider({ now, timezone, children }: ShopClock & { children: ReactNode }) {
  const [elapsed, setElapsed] = useState(0);
  const start = now.getTime();

  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer of the server starts the count anew
  useEffect(() => {
    const since = performance.now();
    setElapsed(0);
    const timer = setInterval(() => setElapsed(performance.now() - since), TICK_MS);
    return () => clearInterval(timer);
  }, [start]);

  return (
    <ShopClockContext.Provider value={{ now: new Date(start + elapsed), timezone }}>
      {children}
    </ShopClockContext.Provider>
  );
}
