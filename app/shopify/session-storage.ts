// Sessions with sealed tokens. It asks the database only when it is asked itself, so a database that is away at start
// does not end the process.
import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type pg from "pg";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import { type Seal, SealError } from "../signing/seal.ts";

/** A shop's session has this id; there are no others. */
export const offlineId = (shopDomain: string): string => `offline_${shopDomain}`;

export interface Sessions extends SessionStorage {
  /**
   * Stores what `refreshToken` was spent for. False, and nothing is stored, when the session is gone or has another one:
   * a shop that uninstalled meanwhile gets no session back.
   */
  replaceSession(session: Session, refreshToken: string): Promise<boolean>;
  /** Shopify takes this access token no more. Does nothing when another one was stored since. */
  endAccessToken(shopDomain: string, accessToken: string): Promise<void>;
  /** Shopify refuses this refresh token for good. False when another one was stored since. */
  forgetRefreshToken(shopDomain: string, refreshToken: string): Promise<boolean>;
  /** The merchant has to open the app. Of several calls the first one's time stays, until a session is stored. */
  wantReconnect(shopDomain: string, since: Date): Promise<void>;
  /** What the merchant has granted by now. */
  storeScopes(shopDomain: string, scopes: string[]): Promise<void>;
}

interface Row {
  id: string;
  shop: string;
  state: string;
  is_online: boolean;
  scope: string | null;
  expires_at: Date | null;
  access_token: string;
  refresh_token: string | null;
  refresh_token_expires: Date | null;
}

export function createSessionStorage(pool: pg.Pool, seal: Seal): Sessions {
  /** undefined when no key opens it: a session without its token is one that wants a new token. */
  function openToken(sealed: string | null, context: string): string | undefined {
    try {
      return sealed === null ? undefined : seal.open(sealed, context);
    } catch (error) {
      if (error instanceof SealError) return undefined;
      throw error;
    }
  }

  const open = (row: Row): Session =>
    new Session({
      id: row.id,
      shop: row.shop,
      state: row.state,
      isOnline: row.is_online,
      scope: row.scope ?? undefined,
      expires: row.expires_at ?? undefined,
      accessToken: openToken(row.access_token, tokenContext(row.id)),
      refreshToken: openToken(row.refresh_token, refreshContext(row.id)),
      refreshTokenExpires: row.refresh_token_expires ?? undefined,
    });

  async function load(id: string): Promise<Row | undefined> {
    const { rows } = await pool.query<Row>("select * from session where id = $1", [id]);
    return rows[0];
  }

  async function store(db: Transaction, session: Session): Promise<void> {
    const { id, refreshToken } = session;
    await db.query(STORE, [
      id,
      session.shop,
      session.state,
      session.isOnline,
      session.scope ?? null,
      session.expires ?? null,
      seal.seal(session.accessToken ?? "", tokenContext(id)),
      refreshToken === undefined ? null : seal.seal(refreshToken, refreshContext(id)),
      session.refreshTokenExpires ?? null,
    ]);
  }

  return {
    async storeSession(session) {
      await store(pool, session);
      return true;
    },
    replaceSession: (session, refreshToken) =>
      inTransaction(pool, async (tx) => {
        await tx.query("select from shop where domain = $1 for no key update", [session.shop]); // before sessions
        const { rows } = await tx.query<Row>("select * from session where id = $1 for update", [session.id]);
        const isCurrent = rows[0] !== undefined && open(rows[0]).refreshToken === refreshToken;
        if (isCurrent) await store(tx, session);
        return isCurrent;
      }),
    async loadSession(id) {
      const row = await load(id);
      return row && open(row);
    },
    async deleteSession(id) {
      await pool.query("delete from session where id = $1", [id]);
      return true;
    },
    async deleteSessions(ids) {
      await pool.query("delete from session where id = any($1)", [ids]);
      return true;
    },
    async findSessionsByShop(shop) {
      const { rows } = await pool.query<Row>("select * from session where shop = $1", [shop]);
      return rows.map(open);
    },
    async endAccessToken(shopDomain, accessToken) {
      const row = await load(offlineId(shopDomain));
      if (row && open(row).accessToken === accessToken)
        await pool.query(END_ACCESS_TOKEN, [row.id, row.access_token]);
    },
    async forgetRefreshToken(shopDomain, refreshToken) {
      const row = await load(offlineId(shopDomain));
      if (!row || open(row).refreshToken !== refreshToken) return false;
      const { rowCount } = await pool.query(FORGET_REFRESH_TOKEN, [row.id, row.refresh_token]);
      return rowCount === 1;
    },
    async wantReconnect(shopDomain, since) {
      await pool.query(WANT_RECONNECT, [shopDomain, since]);
    },
    async storeScopes(shopDomain, scopes) {
      await pool.query("update session set scope = $2 where id = $1", [
        offlineId(shopDomain),
        scopes.join(","),
      ]);
    },
  };
}

/** What a stored token is sealed as. */
export const tokenContext = (id: string) => `access token ${id}`;
export const refreshContext = (id: string) => `refresh token ${id}`;

const STORE = `
  with stored as (
    insert into session (id, shop, state, is_online, scope, expires_at, access_token, refresh_token, refresh_token_expires)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (id) do update set shop = excluded.shop, state = excluded.state, is_online = excluded.is_online,
      scope = excluded.scope, expires_at = excluded.expires_at, access_token = excluded.access_token,
      refresh_token = excluded.refresh_token, refresh_token_expires = excluded.refresh_token_expires
  )
  update shop set reconnect_since = null where domain = $2 and reconnect_since is not null`;

// A sealed text is another one each time that it is made, so it tells whether the token is still the one that was read.
const END_ACCESS_TOKEN =
  "update session set expires_at = to_timestamp(0) where id = $1 and access_token = $2";
const FORGET_REFRESH_TOKEN =
  "update session set refresh_token = null, refresh_token_expires = null where id = $1 and refresh_token = $2";

const WANT_RECONNECT = `
  update shop set reconnect_since = $2 where domain = $1 and reconnect_since is null and uninstalled_at is null`;
