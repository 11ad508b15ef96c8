// New events are named to the processes that serve live streams, through PostgreSQL's NOTIFY: they hear of them at the
// commit, in the order of commits. Nothing is said of a shop that nobody listens to (docs/decisions/0019).
import type { Transaction } from "../../db/transaction.ts";
import type { Listener } from "./match-endpoints.ts";

export const LIVE_CHANNEL = "carillon_live";

/** PostgreSQL takes 8,000 bytes; an id has 36. */
const IDS_PER_NOTE = 200;

/** The events that one note names. */
export interface LiveNote {
  shopId: string;
  eventIds: string[];
}

export async function tellLiveStreams(
  tx: Transaction,
  events: { id: string; shopId: string }[],
  listeners: Pick<Listener, "endpointId" | "shopId">[],
): Promise<void> {
  const heard = new Set(listeners.flatMap(({ endpointId, shopId }) => (endpointId === null ? [shopId] : [])));
  if (heard.size === 0) return;
  const notes = [...heard].flatMap((shopId) =>
    notesOf(
      shopId,
      events.filter((event) => event.shopId === shopId).map(({ id }) => id),
    ),
  );
  if (notes.length === 0) return;
  await tx.query({
    name: "tell-live-streams",
    text: `select pg_notify('${LIVE_CHANNEL}', note) from unnest($1::text[]) as t (note)`,
    values: [notes],
  });
}

function notesOf(shopId: string, ids: string[]): string[] {
  const notes: string[] = [];
  for (let at = 0; at < ids.length; at += IDS_PER_NOTE)
    notes.push(`${shopId} ${ids.slice(at, at + IDS_PER_NOTE).join(",")}`);
  return notes;
}

export function readLiveNote(note: string): LiveNote {
  const [shopId = "", ids = ""] = note.split(" ");
  return { shopId, eventIds: ids.split(",") };
}
