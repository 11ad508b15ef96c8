import { useSearchParams } from "@remix-run/react";
import { useCallback, useState } from "react";

/**
 * A text that also stands in the page's address, so that it is there after going back, or for who opens a link. Nothing
 * is asked of the server: what it filters is in the page.
 */
export function useAddressText(name: string): [text: string, setText: (text: string) => void] {
  const [address] = useSearchParams();
  const [text, setText] = useState(address.get(name) ?? "");
  const change = useCallback(
    (next: string) => {
      setText(next);
      const url = new URL(window.location.href);
      if (next === "") url.searchParams.delete(name);
      else url.searchParams.set(name, next);
      window.history.replaceState(window.history.state, "", url);
    },
    [name],
  );
  return [text, change];
}
