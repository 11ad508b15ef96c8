// One story of something that is created once and updated often, though its webhooks come in any order and more than
// once.
import type { EventDraft } from "../draft.ts";

/** An `updated` this close to the creation may only repeat it. */
const ECHO_MS = 2_000;

/** What a webhook shows. Times are milliseconds. */
export interface Look {
  hash: string;
  updatedAt: number;
  createdAt: number | null;
}

export interface ContentState {
  hash: string;
  updatedAt: number;
  /** an update that may only repeat the creation, which has not come yet */
  held?: HeldUpdate;
}

interface HeldUpdate {
  hash: string;
  draft: Omit<EventDraft, "triggeredAt">;
  triggeredAt: string;
}

export interface Told {
  state: ContentState | null;
  drafts: EventDraft[];
}

/** A creation is told however late it comes, and with it the update that waited for it and turns out to be one. */
export function tellCreated(state: ContentState | null, look: Look, created: EventDraft[]): Told {
  const held = state?.held && state.held.hash !== look.hash ? [released(state.held)] : [];
  const isNewest = !state || look.updatedAt > state.updatedAt;
  const known = isNewest ? look : state;
  return { state: { hash: known.hash, updatedAt: known.updatedAt }, drafts: [...created, ...held] };
}

/** Stale updates and those that change nothing make no event. */
export function tellUpdated(state: ContentState | null, look: Look, updated: EventDraft): Told {
  const { hash, updatedAt, createdAt } = look;
  if (!state) {
    const mayRepeat = createdAt !== null && updatedAt - createdAt <= ECHO_MS;
    if (mayRepeat) return { state: { hash, updatedAt, held: hold(hash, updated) }, drafts: [] };
    return { state: { hash, updatedAt }, drafts: [updated] };
  }
  if (updatedAt < state.updatedAt) return { state, drafts: [] };
  const isNews = hash !== state.hash;
  return { state: { ...state, hash, updatedAt }, drafts: isNews ? [updated] : [] };
}

const hold = (hash: string, { triggeredAt, ...draft }: EventDraft): HeldUpdate => ({
  hash,
  draft,
  triggeredAt: triggeredAt.toISOString(),
});

const released = ({ draft, triggeredAt }: HeldUpdate): EventDraft => ({
  ...draft,
  triggeredAt: new Date(triggeredAt),
});
