import { type Args, connection } from "./connection.ts";
import { hasWords } from "./has-words.ts";
import type { State } from "./state.ts";

export function segmentAnswer(state: State, id: string) {
  const segment = state.segments.get(id);
  return segment ? { __typename: "Segment", ...segment } : null;
}

export function segmentsAnswer(state: State, { query, sortKey: _asMade, ...paging }: Args) {
  const found = [...state.segments.values()].filter(({ name }) => hasWords(name, query as string | null));
  return connection(
    found.map(({ id }) => segmentAnswer(state, id)),
    paging,
  );
}
