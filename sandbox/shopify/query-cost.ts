// Shopify's calculated query cost: an object costs 1, a list or a connection as much as it may return, a mutation 10. The
// original's exact figures per field are not public, so these are estimates, but for what was measured there; the rules
// around them are Shopify's.
// https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
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
        cost += field(node, parent);
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      const on = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
      if (fragment) cost += selections(fragment.selectionSet, isCompositeType(on) ? on : parent);
    }
    return cost;
  }

  function field(node: FieldNode, parent: GraphQLCompositeType): number {
    const measured = parent === mutations ? MEASURED[node.name.value] : undefined;
    if (measured !== undefined) return measured;
    const own = parent === mutations ? MUTATION : 0;
    const definition = "getFields" in parent ? parent.getFields()[node.name.value] : undefined;
    const type = definition && getNamedType(definition.type);
    if (!node.selectionSet || !type || !isCompositeType(type)) return own;
    const size = sizeOf(node, variables);
    if (!type.name.endsWith("Connection")) return own + size * (1 + selections(node.selectionSet, type));
    // Of a page there is one pageInfo, however many things are on it.
    const [items = [], rest = []] = [true, false].map((areItems) =>
      node.selectionSet?.selections.filter((one) => isItems(one) === areItems),
    );
    const costOf = (some: readonly SelectionNode[]) =>
      selections({ kind: Kind.SELECTION_SET, selections: some }, type);
    return own + size * costOf(items) + costOf(rest);
  }

  const root = schema.getRootType(operation.operation);
  return root ? selections(operation.selectionSet, root) : 0;
}

const isItems = (node: SelectionNode): boolean =>
  node.kind === Kind.FIELD && ["nodes", "edges"].includes(node.name.value);

/** How many things a field may return: as many as it is given ids, or as the page may hold. */
function sizeOf(node: FieldNode, variables: Record<string, unknown>): number {
  const argument = node.arguments?.find(({ name }) => ["first", "last", "ids"].includes(name.value));
  const given = argument && valueFromASTUntyped(argument.value, variables);
  return Array.isArray(given) ? given.length : Number(given ?? 1);
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
