// Recoveries: what they are, and how they end. How they begin stands in recoveries-begin.ts.
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { cancelRecovery } from "../pipeline/recover/cancel-recovery.ts";
import { getRecovery, listRecoveries, RECOVERY_STATUSES } from "../queries/recoveries.ts";
import { answer, defineCall, json } from "./call.ts";
import { idField, idInPath, nextCursor, pageFields } from "./fields.ts";
import { notFound, problem } from "./problem.ts";
import { RECOVERY_EXAMPLE, recoveryJson, recoverySchema } from "./recoveries-answer.ts";

const group = "Recoveries";

const list = defineCall({
  method: "get",
  path: "/recoveries",
  id: "listRecoveries",
  group,
  scope: "read",
  summary: "Orders to send many again, newest first",
  query: z.strictObject({
    endpoint_id: idField("ep").optional(),
    status: z.enum(RECOVERY_STATUSES, `Must be one of ${RECOVERY_STATUSES.join(", ")}.`).optional(),
    ...pageFields("rcv"),
  }),
  answers: {
    200: json("A page", z.object({ recoveries: z.array(recoverySchema), next_cursor: nextCursor }), {
      recoveries: [RECOVERY_EXAMPLE],
      next_cursor: null,
    }),
  },
  async run({ deps, shopId, query }) {
    const filter = { endpointId: query.endpoint_id, status: query.status };
    const { rows, next } = await listRecoveries(deps, shopId, filter, query);
    return answer(200, { recoveries: rows.map(recoveryJson), next_cursor: next });
  },
});

const get = defineCall({
  method: "get",
  path: "/recoveries/{id}",
  id: "getRecovery",
  group,
  scope: "read",
  summary: "How far a recovery has come",
  params: idInPath("rcv"),
  answers: { 200: json("The recovery", recoverySchema, RECOVERY_EXAMPLE) },
  problems: ["not_found"],
  run: ({ deps, shopId, params }) => readRecovery(deps, shopId, params.id),
});

const cancel = defineCall({
  method: "post",
  path: "/recoveries/{id}/cancel",
  id: "cancelRecovery",
  group,
  scope: "write",
  summary: "Stop a recovery",
  description: "What it has queued is sent all the same.",
  params: idInPath("rcv"),
  answers: {
    200: json("The recovery as it is then", recoverySchema, {
      ...RECOVERY_EXAMPLE,
      status: "cancelled",
      cancelled_because: "merchant",
      finished_at: RECOVERY_EXAMPLE.created_at,
    }),
  },
  problems: ["not_found", "recovery_ended"],
  async run({ deps, shopId, params }) {
    const outcome = await cancelRecovery(deps, shopId, params.id);
    if (outcome.kind !== "ended") return readRecovery(deps, shopId, params.id);
    return problem("recovery_ended", "There is nothing left to cancel: it is done or was cancelled before.");
  },
});

async function readRecovery(deps: Deps, shopId: string, id: string) {
  const recovery = await getRecovery(deps, shopId, id);
  return recovery ? answer(200, recoveryJson(recovery)) : notFound("recovery");
}

export const RECOVERY_CALLS = [list, get, cancel];
