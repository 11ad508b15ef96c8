import type { FetcherWithComponents } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useAnswer } from "../forms/use-answer.ts";
import type { SaveAnswer, Saved } from "./endpoint-values.ts";

/**
 * Calls `onSaved` once the form was saved, and tells whether it was. A render later than the answer: by then the form is
 * no longer guarded against being left.
 */
export function useSaved(
  fetcher: FetcherWithComponents<SaveAnswer>,
  onSaved: (answer: Saved) => void,
): boolean {
  const [saved, setSaved] = useState<Saved>();
  useAnswer(fetcher, (answer) => {
    if (answer.kind === "created" || answer.kind === "updated") setSaved(answer);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer, whoever handles it
  useEffect(() => {
    if (saved) onSaved(saved);
  }, [saved]);
  return saved !== undefined;
}
