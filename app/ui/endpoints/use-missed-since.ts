import { useSearchParams } from "@remix-run/react";

const SINCE = "since";

/** Since when an endpoint had been disabled that was enabled on this page. In the address, so that it outlives a reload. */
export function useMissedSince(): [Date | undefined, (since: Date) => void] {
  const [address, setAddress] = useSearchParams();
  const since = new Date(address.get(SINCE) ?? Number.NaN);
  const remember = (disabled: Date) =>
    setAddress(
      (now) => {
        now.set(SINCE, disabled.toISOString());
        return now;
      },
      { replace: true, preventScrollReset: true },
    );
  return [Number.isNaN(since.getTime()) ? undefined : since, remember];
}
