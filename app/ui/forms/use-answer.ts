import { useEffect, useRef } from "react";

/** Calls `handle` once for every answer that a fetcher gets. */
export function useAnswer<Answer>(answer: Answer | undefined, handle: (answer: Answer) => void): void {
  const handled = useRef<Answer>();
  useEffect(() => {
    if (answer === undefined || handled.current === answer) return;
    handled.current = answer;
    handle(answer);
  }, [answer, handle]);
}
