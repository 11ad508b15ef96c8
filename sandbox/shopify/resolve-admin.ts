// How a field of the Admin API gets its value: from the in-memory shop, if the token's scopes allow it. What the
// sandbox does not know is an error that says so, never a silent null.
import {
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLTypeResolver,
  getNamedType,
  isInterfaceType,
} from "graphql";
import type { Access, AdminSchema } from "./admin-schema.ts";

export interface AdminContext {
  scopes: string[];
  access: AdminSchema["access"];
}

/** A value, or what makes one out of the field's arguments. */
export type Answer = unknown | ((args: Record<string, unknown>) => unknown);

export const resolveField: GraphQLFieldResolver<unknown, AdminContext> = (source, args, context, info) => {
  const name = `${info.parentType.name}.${info.fieldName}`;
  const type = getNamedType(info.returnType);
  const denied = denial(context, info.fieldName, [name, type.name, type.name.replace(/Connection$/, "")]);
  if (denied) throw denied;
  const known = source as Record<string, Answer> | null;
  if (!known || !Object.hasOwn(known, info.fieldName)) {
    throw new GraphQLError(`The sandbox has no data for ${name}. It belongs in sandbox/shopify/store.`, {
      extensions: { code: "SANDBOX_NO_DATA" },
    });
  }
  const answer = known[info.fieldName];
  const value = typeof answer === "function" ? (answer as (args: object) => unknown)(args) : answer;
  if (!isInterfaceType(type)) return value;
  // What is behind node(id) shows only now. An error in the place of a value denies that value alone.
  const shown = (item: unknown) => denial(context, info.fieldName, [typeNameOf(item) ?? ""]) ?? item;
  return Array.isArray(value) ? value.map(shown) : shown(value);
};

/** `parts`: what the field touches, as the table of scopes names it. */
function denial(context: AdminContext, field: string, parts: string[]): GraphQLError | undefined {
  const denied = parts
    .map((part) => context.access.get(part))
    .find((access) => access && !allows(context.scopes, access));
  if (!denied) return undefined;
  return new GraphQLError(`Access denied for ${field} field. Required access: ${denied.words}`, {
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess: denied.words,
    },
  });
}

export const resolveType: GraphQLTypeResolver<unknown, AdminContext> = (value) => typeNameOf(value);

const typeNameOf = (value: unknown) => (value as { __typename?: string } | null)?.__typename;

/** write_x includes read_x. */
const allows = (granted: string[], access: Access) =>
  access.scopes.some(
    (scope) => granted.includes(scope) || granted.includes(scope.replace(/^read_/, "write_")),
  );
