import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import { urlProblem } from "./check-url.ts";
import { ALL_TOPICS, type EndpointInput } from "./endpoint-fields.ts";

export type UpdateOutcome =
  | { kind: "updated" }
  | { kind: "invalid"; errors: Record<string, string[]> }
  | { kind: "not_found" };

/** Changes URL, description and topics. `input` has passed the schemas of endpoint-fields. */
export async function updateEndpoint(
  deps: Pick<Deps, "prisma" | "env">,
  shopId: string,
  id: string,
  input: Pick<EndpointInput, "url" | "topics" | "description">,
): Promise<UpdateOutcome> {
  if (!isId("ep", id)) return { kind: "not_found" };
  const problem = await urlProblem(deps, input.url);
  if (problem) return { kind: "invalid", errors: { url: [problem] } };

  const topics = input.topics.filter((topic) => topic !== ALL_TOPICS);
  const found = await deps.prisma.$transaction(async (tx) => {
    const { count } = await tx.endpoint.updateMany({
      where: { id, shopId, deletedAt: null },
      data: {
        url: input.url,
        allTopics: input.topics.includes(ALL_TOPICS),
        ...(input.description !== undefined && { description: input.description }),
      },
    });
    if (count === 0) return false;
    await tx.endpointTopic.deleteMany({ where: { endpointId: id } });
    await tx.endpointTopic.createMany({ data: topics.map((topic) => ({ endpointId: id, topic })) });
    return true;
  });
  return found ? { kind: "updated" } : { kind: "not_found" };
}
