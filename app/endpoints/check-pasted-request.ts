// In: headers and body that a merchant pasted. Out: whether they are signed for an endpoint, and if not, why. The secrets
// stay here; nothing of what was pasted is stored or logged.
import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import { eventBody } from "../queries/event-body.ts";
import { noteStep } from "../setup/note-step.ts";
import { checkSignature, isSigned, type SignatureReport, type Signer } from "../signing/check-signature.ts";
import { type PastedHeaders, readPastedHeaders } from "../signing/read-pasted-headers.ts";
import { SealError } from "../signing/seal.ts";
import { secretContext } from "./sealed-fields.ts";

export interface Pasted {
  headers: string;
  body: string;
}

export type CheckOutcome =
  | { kind: "checked"; report: SignatureReport }
  /** no key opens any secret of the endpoint */
  | { kind: "sealed" }
  | { kind: "not_found" };

type Needs = Pick<Deps, "pool" | "seal" | "clock">;

/** Notes for the shop's setup guide when the signature is right. */
export async function checkPastedRequest(
  deps: Needs,
  shopId: string,
  endpointId: string,
  pasted: Pasted,
): Promise<CheckOutcome> {
  if (!isId("ep", endpointId)) return { kind: "not_found" };
  const rows = await loadSecrets(deps, shopId, endpointId);
  if (!rows) return { kind: "not_found" };
  const signers = rows.flatMap((row) => openSigner(deps, row, endpointId));
  if (!signers.some(({ kind }) => kind === "live")) return { kind: "sealed" };
  const headers = readPastedHeaders(pasted.headers);
  const eventIds = eventIdsOf(headers, pasted.body);
  const [original, sent] = await Promise.all([
    loadOriginal(deps, shopId, eventIds),
    loadSent(deps, { shopId, endpointId, eventIds }),
  ]);
  const now = deps.clock.now();
  const report = checkSignature({ headers, body: pasted.body, signers, original, sent, now });
  if (isSigned(report)) await noteStep(deps, shopId, "verified");
  return { kind: "checked", report };
}

interface SecretRow {
  id: string;
  sealed: string;
  hint: string;
  expiresAt: Date | null;
  ended: boolean;
  endpointId: string;
  url: string;
}

/** Of all endpoints of the shop, the endpoint's own first, the newest first; undefined when the shop has no such endpoint. */
async function loadSecrets(
  { pool }: Needs,
  shopId: string,
  endpointId: string,
): Promise<SecretRow[] | undefined> {
  const { rows } = await pool.query<SecretRow>(
    `select x.id, x.sealed, x.hint, x.expires_at as "expiresAt",
       coalesce(x.expires_at <= now(), false) as ended, e.id as "endpointId", e.url
     from endpoint e join signing_secret x on x.endpoint_id = e.id
     where e.shop_id = $1 and e.flow_trigger is null and e.deleted_at is null
     order by e.id = $2 desc, x.created_at desc, x.id desc
     limit 1000`,
    [shopId, endpointId],
  );
  return rows[0]?.endpointId === endpointId ? rows : undefined;
}

/** None for a secret that no key opens. */
function openSigner({ seal }: Needs, row: SecretRow, endpointId: string): Signer[] {
  const { id, sealed, hint, expiresAt, ended, url } = row;
  try {
    const secret = seal.open(sealed, secretContext(id));
    const kind = row.endpointId !== endpointId ? "other" : ended ? "ended" : "live";
    return [{ secret, kind, hint, expiresAt, endpoint: { id: row.endpointId, url } }];
  } catch (error) {
    if (error instanceof SealError) return [];
    throw error;
  }
}

/** The header and the body name the event; either may be what was changed. */
function eventIdsOf(headers: PastedHeaders, body: string): string[] {
  const inBody = /"id"\s*:\s*"(evt_[0-9a-f]{32})"/.exec(body)?.[1];
  return [headers["webhook-id"], inBody].filter((id): id is string => id !== undefined && isId("evt", id));
}

async function loadOriginal(deps: Needs, shopId: string, eventIds: string[]): Promise<string | undefined> {
  for (const id of eventIds) {
    const event = await eventBody(deps, shopId, id);
    if (event) return event.body;
  }
  return undefined;
}

interface SentTo {
  shopId: string;
  endpointId: string;
  eventIds: string[];
}

/** The headers of what this endpoint was sent of these events. */
async function loadSent({ pool }: Needs, { shopId, endpointId, eventIds }: SentTo): Promise<PastedHeaders[]> {
  if (eventIds.length === 0) return [];
  const { rows } = await pool.query<{ headers: string }>(
    `select a.request_headers as headers
     from delivery d join attempt a on a.delivery_id = d.id and a.shop_id = d.shop_id
     where d.event_id = any($3) and d.endpoint_id = $2 and d.shop_id = $1
     order by a.id desc limit 50`,
    [shopId, endpointId, eventIds],
  );
  return rows.map(({ headers }) => readPastedHeaders(headers));
}
