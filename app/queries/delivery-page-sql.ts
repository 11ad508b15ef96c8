// The query that finds a page of deliveries.
import { firstIdAt } from "../db/ids.ts";
import { type DeliveryMatch, matchDeliveries } from "../db/match-deliveries.ts";
import type { PageRequest } from "./page.ts";

export interface DeliveryFilter extends DeliveryMatch {
  since?: Date | undefined;
  /** exclusive */
  until?: Date | undefined;
}

/** `cursor`: rows after this id, `before`: rows before it, both in the order of the list. */
export interface DeliveryPageRequest extends PageRequest {
  /** newest first unless set */
  oldestFirst?: boolean | undefined;
}

interface Query {
  text: string;
  values: unknown[];
}

/** One row more than a page. */
export function deliveryPageSql(
  columns: string,
  shopId: string,
  filter: DeliveryFilter,
  page: DeliveryPageRequest,
): Query {
  const values: unknown[] = [];
  const rising = isRising(page);
  const range = idRange(filter, page, rising);
  const direction = rising ? "asc" : "desc";
  const endpointId = onlyEndpoint(filter);
  const { where, order } =
    endpointId === undefined
      ? { where: matching(shopId, filter, range, values), order: `id ${direction}` }
      : {
          where: ofEndpoint(shopId, endpointId, range, values),
          order: `endpoint_id ${direction}, id ${direction}`,
        };
  const text = `select ${columns} from delivery where ${where} order by ${order} limit ${page.limit + 1}`;
  return { text, values };
}

const isRising = ({ before, oldestFirst = false }: DeliveryPageRequest): boolean =>
  oldestFirst !== Boolean(before);

/** Ids sort by time: a window needs no index of its own. */
interface IdRange {
  /** inclusive */
  from: string | undefined;
  /** exclusive */
  to: string | undefined;
}

function idRange({ since, until }: DeliveryFilter, page: DeliveryPageRequest, rising: boolean): IdRange {
  const edge = page.before ?? page.cursor ?? undefined;
  const known = (...ids: (string | undefined)[]) => ids.filter((id) => id !== undefined).sort();
  // Ids have one length: what follows an id is more than it, and less than the next one.
  const from = known(since && firstIdAt("dlv", since), rising && edge ? `${edge}0` : undefined);
  const to = known(until && firstIdAt("dlv", until), rising ? undefined : edge);
  return { from: from.at(-1), to: to.at(0) };
}

function matching(shopId: string, filter: DeliveryMatch, { from, to }: IdRange, values: unknown[]): string {
  return [
    matchDeliveries(shopId, filter, values),
    ...(from === undefined ? [] : [`id >= $${values.push(from)}`]),
    ...(to === undefined ? [] : [`id < $${values.push(to)}`]),
  ].join(" and ");
}

/** The endpoint, where nothing else is asked for. */
function onlyEndpoint({ since: _since, until: _until, endpointIds = [], ...others }: DeliveryFilter) {
  const isAlone = Object.values(others).every(
    (part) => part === undefined || (Array.isArray(part) && part.length === 0),
  );
  return isAlone && endpointIds.length === 1 ? endpointIds[0] : undefined;
}

/** Below every id, and above. */
const [FIRST, LAST] = ["", "e"];

/**
 * Compared by rows, because then only the endpoint's own index has the order: with `=` PostgreSQL goes through the ids of
 * the whole shop, which takes seconds for an endpoint that got nothing lately.
 */
function ofEndpoint(shopId: string, endpointId: string, { from, to }: IdRange, values: unknown[]): string {
  const [shop, endpoint] = [`$${values.push(shopId)}`, `$${values.push(endpointId)}`];
  const [low, high] = [`$${values.push(from ?? FIRST)}`, `$${values.push(to ?? LAST)}`];
  return `shop_id = ${shop} and (endpoint_id, id) >= (${endpoint}, ${low}) and (endpoint_id, id) < (${endpoint}, ${high})`;
}
