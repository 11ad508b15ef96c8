import { useEffect, useRef, useState } from "react";
import { type Answering, useAnswer } from "./use-answer.ts";

/** What is stored, as it was loaded last. */
interface Stored<Values> {
  values: Values;
  /** changes with what is stored */
  version: string;
}

interface Draft<Values> {
  values: Values;
  change: (values: Values) => void;
  dirty: boolean;
  /** of what the values were made of. It is sent along, so that nothing newer is overwritten */
  version: string;
  /** To be called when the values are sent. */
  send: () => void;
  /** Begins anew with what is stored. */
  discard: () => void;
}

/**
 * What a form holds. It begins anew with what was loaded or saved, but what was typed meanwhile stays. Values are
 * compared as JSON.
 */
export function useDraft<Values>(
  stored: Stored<Values>,
  answering: Answering<{ kind: string }>,
): Draft<Values> {
  const [base, setBase] = useState(stored);
  const [values, change] = useState(stored.values);
  const sent = useRef<Values>();
  const dirty = !isSame(values, base.values);

  function discard(): void {
    setBase(stored);
    change(stored.values);
  }
  useEffect(() => {
    if (stored.version === base.version || dirty) return;
    setBase(stored);
    change(stored.values);
  }, [stored, base, dirty]);
  useAnswer(answering, ({ kind }) => {
    if (kind !== "saved") return;
    setBase(stored);
    if (isSame(values, sent.current)) change(stored.values);
  });
  const send = () => {
    sent.current = values;
  };
  return { values, change, dirty, version: base.version, send, discard };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
