// Deliveries and events of any time, for what home counts.
import type { Deps } from "../../app/config/deps.ts";
import { firstIdAt, type IdPrefix, newId } from "../../app/db/ids.ts";

/** An id as it would have been made at `time`. */
const idAt = (prefix: IdPrefix, time: Date | string): string =>
  firstIdAt(prefix, new Date(time)) + newId(prefix).slice(-20);

export interface Made {
  endpointId: string;
  at: Date | string;
  status?: string;
  test?: boolean;
  attempts?: number;
}

export async function addDelivery(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  { endpointId, at, status = "succeeded", test = false, attempts = 0 }: Made,
): Promise<string> {
  const id = idAt("dlv", at);
  const eventId = idAt("evt", at);
  await prisma.delivery.create({
    data: {
      id,
      shopId,
      endpointId,
      eventId,
      topic: "order/paid",
      status,
      test,
      attempts,
      createdAt: new Date(at),
    },
  });
  return id;
}

export async function addEvent(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  { at, test = false }: Pick<Made, "at" | "test">,
): Promise<void> {
  const time = new Date(at);
  await prisma.event.create({
    data: { id: idAt("evt", at), shopId, topic: "order/paid", triggeredAt: time, day: time, test },
  });
}
