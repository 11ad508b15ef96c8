import { useEffect, useRef } from "react";

interface Answering<Answer> {
  state: "idle" | "submitting" | "loading";
  data: Answer | undefined;
}

/** Calls `handle` once for every answer of a fetcher, when the page's data has been brought up to date as well. */
export function useAnswer<Answer>(
  { state, data }: Answering<Answer>,
  handle: (answer: Answer) => void,
): void {
  const handled = useRef<Answer>();
  useEffect(() => {
    if (state !== "idle" || data === undefined || handled.current === data) return;
    handled.current = data;
    handle(data);
  }, [state, data, handle]);
}
