import { type MouseEvent, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { rulePath } from "../topics/topic-paths.ts";
import type { EndpointShape } from "./endpoint-values.ts";
import { dropDraft, heldDraft, holdDraft, isSame } from "./held-draft.ts";

const RULES = rulePath("").replace("#", "");

/**
 * Keeps what a form holds while its merchant sets a rule. `begin`: what the form begins with, `before`, what is stored,
 * unless something was kept; `keepFor`: to be called with a click anywhere in the form, before a link is followed.
 */
export function useKeptDraft(action: string, before: EndpointShape) {
  const [begin] = useState(() => heldDraft(action, before) ?? before);
  const [kept, setKept] = useState(false);
  useEffect(dropDraft, []);
  function keepFor(event: MouseEvent, now: EndpointShape): void {
    const link = (event.target as Element).closest("a");
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!isPlain || link?.pathname !== RULES || isSame(now, before)) return;
    holdDraft({ action, stored: before, values: now });
    flushSync(() => setKept(true)); // nothing is lost, so that nobody has to be asked
  }
  return { begin, kept, keepFor };
}
