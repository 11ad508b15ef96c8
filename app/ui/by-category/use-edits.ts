import { type Dispatch, type SetStateAction, useCallback, useState } from "react";
import type { EndpointChoice } from "../../queries/endpoint-list.ts";
import { type Edits, NO_EDITS, type Target, taken, typed, without } from "./edits.ts";

/** What a row or a field may do to what is not saved yet. */
export interface EditActions {
  type: (target: Target, text: string) => void;
  /** takes over what was typed */
  take: (field: string) => void;
  remove: (topic: string, url: string) => void;
}

export interface Editing extends EditActions {
  edits: Edits;
  replace: Dispatch<SetStateAction<Edits>>;
}

/** Holds what is not saved yet. Its functions stay the same as long as the endpoints do, so that rows may too. */
export function useEdits(endpoints: readonly EndpointChoice[]): Editing {
  const [edits, replace] = useState(NO_EDITS);
  const take = useCallback(
    (field: string) => replace((before) => taken(before, endpoints, field)),
    [endpoints],
  );
  // A line that is finished is taken over at once: nobody has to leave the field for it.
  const type = useCallback(
    (target: Target, text: string) =>
      replace((before) => {
        const after = typed(before, target, text);
        return text.endsWith("\n") ? taken(after, endpoints, target.field) : after;
      }),
    [endpoints],
  );
  const remove = useCallback(
    (topic: string, url: string) => replace((before) => without(before, topic, url)),
    [],
  );
  return { edits, replace, type, take, remove };
}
