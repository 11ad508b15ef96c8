// Sessions with sealed tokens. It asks the database only when it is asked itself, so a database that is away at start
// does not end the process.
import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type pg from "pg";
import type { Seal } from "../signing/seal.ts";

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

export function createSessionStorage(pool: pg.Pool, seal: Seal): SessionStorage {
  const open = (row: Row): Session =>
    new Session({
      id: row.id,
      shop: row.shop,
      state: row.state,
      isOnline: row.is_online,
      scope: row.scope ?? undefined,
      expires: row.expires_at ?? undefined,
      accessToken: seal.open(row.access_token, tokenContext(row.id)),
      refreshToken:
        row.refresh_token === null ? undefined : seal.open(row.refresh_token, refreshContext(row.id)),
      refreshTokenExpires: row.refresh_token_expires ?? undefined,
    });

  return {
    async storeSession(session) {
      const { id, refreshToken } = session;
      await pool.query(STORE, [
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
      return true;
    },
    async loadSession(id) {
      const { rows } = await pool.query<Row>("select * from session where id = $1", [id]);
      return rows[0] && open(rows[0]);
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
  };
}

/** What a stored token is sealed as. */
export const tokenContext = (id: string) => `access token ${id}`;
export const refreshContext = (id: string) => `refresh token ${id}`;

const STORE = `
  insert into session (id, shop, state, is_online, scope, expires_at, access_token, refresh_token, refresh_token_expires)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (id) do update set shop = excluded.shop, state = excluded.state, is_online = excluded.is_online,
    scope = excluded.scope, expires_at = excluded.expires_at, access_token = excluded.access_token,
    refresh_token = excluded.refresh_token, refresh_token_expires = excluded.refresh_token_expires`;
