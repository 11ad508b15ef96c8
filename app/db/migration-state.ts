import { readdir } from "node:fs/promises";
import type pg from "pg";

export interface MigrationState {
  /** how many this version has */
  count: number;
  /** of those, what the database does not have */
  missing: string[];
  /** what the database has, and this version does not know */
  foreign: string[];
  /** begun, and never finished */
  failed: string[];
}

const FOLDER = "prisma/migrations";

export async function migrationState(db: Pick<pg.Pool, "query">): Promise<MigrationState> {
  const entries = await readdir(FOLDER, { withFileTypes: true });
  const ours = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const begun = await begunMigrations(db);
  const applied = new Set(begun.filter(({ isDone }) => isDone).map(({ name }) => name));
  return {
    count: ours.length,
    missing: ours.filter((name) => !applied.has(name)),
    foreign: [...applied].filter((name) => !ours.includes(name)),
    failed: begun.filter(({ isDone }) => !isDone).map(({ name }) => name),
  };
}

async function begunMigrations(db: Pick<pg.Pool, "query">): Promise<{ name: string; isDone: boolean }[]> {
  const { rows: log } = await db.query<{ there: boolean }>(
    "select to_regclass('_prisma_migrations') is not null as there",
  );
  if (!log[0]?.there) return [];
  const { rows } = await db.query<{ name: string; isDone: boolean }>(
    `select migration_name as name, finished_at is not null as "isDone"
     from _prisma_migrations where rolled_back_at is null`,
  );
  return rows;
}
