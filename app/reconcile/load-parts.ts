import type pg from "pg";

/** One part of the states of these resources, by gid; what is not known is left out. */
export async function loadParts(
  pool: pg.Pool,
  shopId: string,
  resources: string[],
  part: string,
): Promise<Map<string, unknown>> {
  if (resources.length === 0) return new Map();
  const { rows } = await pool.query<{ resource: string; state: string }>(
    `select resource, state from snapshot
     where shop_id = $1 and resource = any($2) and state is not null`,
    [shopId, resources],
  );
  return new Map(
    rows.flatMap(({ resource, state }): [string, unknown][] => {
      const parts = JSON.parse(state) as Record<string, { state: unknown }>;
      return parts[part] ? [[resource, parts[part].state]] : [];
    }),
  );
}
