// Shopify's calculated query cost: an object costs 1, a connection as much as it may return, a mutation 10. The
// original's exact figures per field are not public, so these are estimates, but for what was measured there; the rules
// around them are Shopify's.
// https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { Clock } from "#app/config/clock.ts";

/** A query that costs more is refused before it runs. */
export const MAX_QUERY_COST = 1_000;
const MUTATION = 10;
/** Measured, whatever is asked of their answers. */
const MEASURED: Record<string, number> = { flowTriggerReceive: 1 };

/** How many points a shop's bucket holds, and how many come back in a second. */
export interface CallLimits {
  size: number;
  restoreRate: number;
}

const STANDARD_LIMITS: CallLimits = { size: 2_000, restoreRate: 100 };
/** of Shopify's largest plan */
export const HIGHEST_LIMITS: CallLimits = { size: 40_000, restoreRate: 2_000 };

/** The most that an operation may cost. `document` must be valid under `schema`. */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  const fragments = new Map(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((fragment) => [fragment.name.value, fragment]),
  );

  const mutations = schema.getMutationType();

  function selections(set: SelectionSetNode, parent: GraphQLCompositeType): number {
    let cost = 0;
    for (const node of set.selections) {
      if (getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if === false) continue;
      if (node.kind === Kind.FIELD) {
        const measured = parent === mutations ? MEASURED[node.name.value] : undefined;
        if (measured !== undefined) {
          cost += measured;
          continue;
        }
        if (parent === mutations) cost += MUTATION;
        const field = "getFields" in parent ? parent.getFields()[node.name.value] : undefined;
        const type = field && getNamedType(field.type);
        if (!node.selectionSet || !type || !isCompositeType(type)) continue;
        const inner = selections(node.selectionSet, type);
        const size = node.arguments?.find(
          ({ name }) => name.value === "first" || name.value === "last",
        )?.value;
        if (!type.name.endsWith("Connection")) cost += 1 + inner;
        else if (size?.kind === Kind.VARIABLE) cost += Number(variables[size.name.value] ?? 1) * inner;
        else cost += (size?.kind === Kind.INT ? Number(size.value) : 1) * inner;
      } else {
        const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
        const on = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
        if (fragment) cost += selections(fragment.selectionSet, isCompositeType(on) ? on : parent);
      }
    }
    return cost;
  }

  const root = schema.getRootType(operation.operation);
  return root ? selections(operation.selectionSet, root) : 0;
}

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** A shop's leaky bucket. `take` answers false, and takes nothing, when the points do not suffice. */
export function createBucket(
  clock: Clock,
  { size, restoreRate }: CallLimits = STANDARD_LIMITS,
): { take(cost: number): boolean; status(): ThrottleStatus } {
  let available = size;
  let at = clock.now().getTime();
  function restore(): void {
    const now = clock.now().getTime();
    available = Math.min(size, available + ((now - at) / 1_000) * restoreRate);
    at = now;
  }
  return {
    take(cost) {
      restore();
      if (cost > available) return false;
      available -= cost;
      return true;
    },
    status() {
      restore();
      return {
        maximumAvailable: size,
        currentlyAvailable: Math.floor(available),
        restoreRate,
      };
    },
  };
}
