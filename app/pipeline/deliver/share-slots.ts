// PURE: which of the due deliveries get this worker's free slots.

/** A lane that is due, with what it could send now. */
export interface DueLane {
  endpointId: string;
  shopId: string;
  /** whether it belongs to those that may not take more than their share of the slots together */
  slow: boolean;
  /** how many requests it may have in flight in addition */
  room: number;
  /** how many its rate limit lets out now */
  pace: number;
  /** slots given so far, modulo ten */
  turn: number;
  /** due deliveries, each queue oldest first: fresh, retries, replays */
  queues: [string[], string[], string[]];
}

export interface SlotLimits {
  slots: number;
  /** for slow lanes together */
  slowSlots: number;
  /** for each shop */
  shopSlots(shopId: string): number;
}

export interface LaneShare<L extends DueLane> {
  lane: L;
  ids: string[];
  turn: number;
}

/** Of ten slots of an endpoint two go to retries and one to replays, when any wait: the queue each slot prefers. */
const TURNS = [0, 0, 1, 0, 0, 2, 0, 1, 0, 0] as const;

/** Gives every lane one slot after the other, in their order, until slots, room or deliveries are used up. */
export function shareSlots<L extends DueLane>(lanes: L[], limits: SlotLimits): LaneShare<L>[] {
  const shares = lanes.map((lane) => ({ lane, ids: [] as string[], turn: lane.turn }));
  const waiting = new Map(lanes.map((lane) => [lane, lane.queues.map((ids) => ids.values())]));
  const perShop = new Map<string, number>();
  let { slots, slowSlots } = limits;
  let open = shares;
  while (open.length > 0 && slots > 0) {
    open = open.filter((share) => {
      const { lane, ids } = share;
      const ofShop = perShop.get(lane.shopId) ?? limits.shopSlots(lane.shopId);
      const full =
        ids.length >= Math.min(lane.room, lane.pace) || ofShop <= 0 || (lane.slow && slowSlots <= 0);
      if (slots <= 0 || full) return false;
      const id = takeNext(waiting.get(lane) ?? [], share.turn);
      if (id === undefined) return false;
      ids.push(id);
      share.turn = (share.turn + 1) % TURNS.length;
      slots -= 1;
      if (lane.slow) slowSlots -= 1;
      perShop.set(lane.shopId, ofShop - 1);
      return true;
    });
  }
  return shares;
}

/** From the queue that this turn prefers, or else from the first that has any. */
function takeNext(queues: Iterator<string>[], turn: number): string | undefined {
  const preferred = TURNS[turn % TURNS.length] ?? 0;
  for (const queue of [preferred, 0, 1, 2]) {
    const next = queues[queue]?.next();
    if (next && !next.done) return next.value;
  }
  return undefined;
}
