import { useEffect, useRef } from "react";

export interface Answering<Answer> {
  state: "idle" | "submitting" | "loading";
  data: Answer | undefined;
}

/**
 * Calls `handle` once for every answer of a fetcher, when the page's data has been brought up to date as well: not at all
 * when that fails, for the page has gone then.
 */
export function useAnswer<Answer>(answering: Answering<Answer>, handle: (answer: Answer) => void): void {
  useHandled(answering.data, answering.state === "idle", handle);
}

/** The same as soon as the answer is there, while the page's data is not yet up to date. */
export function useAnswerAtOnce<Answer>(
  answering: Answering<Answer>,
  handle: (answer: Answer) => void,
): void {
  useHandled(answering.data, answering.state !== "submitting", handle);
}

function useHandled<Answer>(
  data: Answer | undefined,
  ready: boolean,
  handle: (answer: Answer) => void,
): void {
  const handled = useRef<Answer>();
  useEffect(() => {
    if (!ready || data === undefined || handled.current === data) return;
    handled.current = data;
    handle(data);
  }, [ready, data, handle]);
}
