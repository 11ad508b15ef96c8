// The events of a shop, as the panel lists them.
import type { Deps } from "../config/deps.ts";
import type { DeliveryStatus } from "./deliveries.ts";
import { type EventOrigin, originOf } from "./events-origin.ts";
import { type EventFilter, eventSearch, isSearch, LOOK } from "./events-search.ts";
import { type Page, type PageRequest, toPage } from "./page.ts";

export interface EventView {
  id: string;
  topic: string;
  resource: string | null;
  sequence: number | null;
  /** gid */
  customer: string | null;
  test: boolean;
  triggeredAt: Date;
  createdAt: Date;
  origin: EventOrigin;
  /** how many deliveries it has, by status; a status that none has is left out */
  deliveries: Partial<Record<DeliveryStatus, number>>;
}

export interface EventPage extends Page<EventView> {
  /** Set where looking stopped at this time before the page was full: the next page goes on from there. */
  lookedUntil: Date | null;
}

/** Newest first. */
export async function listEvents(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  filter: EventFilter,
  page: PageRequest,
): Promise<EventPage> {
  const { rows } = await pool.query<FoundRow>(eventSearch(shopId, filter, page));
  const [{ edge, looked, found } = { edge: null, looked: 0, found: [] }] = rows;
  const listed = toPage(found.map(toView), page);
  const stopped = isSearch(filter) && edge !== null && looked === LOOK && found.length <= page.limit;
  return {
    ...(stopped ? goOn(listed, page, edge) : listed),
    lookedUntil: stopped ? new Date(Number.parseInt(edge.slice("evt_".length, 16), 16)) : null,
  };
}

/** A page that is not full although there is more to look at leads on from the last event that was looked at. */
const goOn = (listed: Page<EventView>, { before, cursor }: PageRequest, edge: string): Page<EventView> =>
  before
    ? { ...listed, next: listed.next ?? before, previous: edge }
    : { ...listed, next: edge, previous: listed.previous ?? cursor ?? null };

interface FoundRow {
  /** the last that was looked at */
  edge: string | null;
  looked: number;
  found: EventRow[];
}

type EventRow = Omit<EventView, "triggeredAt" | "createdAt" | "origin"> & {
  triggeredAt: string;
  createdAt: string;
  inboundId: string | null;
  inboundTopic: string | null;
};

function toView({ inboundId, inboundTopic, triggeredAt, createdAt, ...row }: EventRow): EventView {
  return {
    ...row,
    triggeredAt: new Date(triggeredAt),
    createdAt: new Date(createdAt),
    origin: originOf({ ...row, inboundId, inboundTopic }),
  };
}
