// How a field of the Admin API gets its value: from the in-memory shop, if the token's scopes allow it. What the
// sandbox does not know is an error that says so, never a silent null.
import { GraphQLError, type GraphQLFieldResolver, type GraphQLTypeResolver, getNamedType } from "graphql";
import type { Access, AdminSchema } from "./admin-schema.ts";

export interface AdminContext {
  scopes: string[];
  access: AdminSchema["access"];
}

/** A value, or what makes one out of the field's arguments. */
export type Answer = unknown | ((args: Record<string, unknown>) => unknown);

export const resolveField: GraphQLFieldResolver<unknown, AdminContext> = (source, args, context, info) => {
  const name = `${info.parentType.name}.${info.fieldName}`;
  const denied = [name, getNamedType(info.returnType).name]
    .map((part) => context.access.get(part))
    .find((access) => access && !allows(context.scopes, access));
  if (denied) {
    throw new GraphQLError(`Access denied for ${info.fieldName} field. Required access: ${denied.words}`, {
      extensions: {
        code: "ACCESS_DENIED",
        documentation: "https://shopify.dev/api/usage/access-scopes",
        requiredAccess: denied.words,
      },
    });
  }
  const known = source as Record<string, Answer> | null;
  if (!known || !Object.hasOwn(known, info.fieldName)) {
    throw new GraphQLError(
      `The sandbox has no data for ${name}. It belongs in sandbox/shopify/shop-data.ts.`,
      {
        extensions: { code: "SANDBOX_NO_DATA" },
      },
    );
  }
  const value = known[info.fieldName];
  return typeof value === "function" ? (value as (args: Record<string, unknown>) => unknown)(args) : value;
};

export const resolveType: GraphQLTypeResolver<unknown, AdminContext> = (value) =>
  (value as { __typename?: string }).__typename;

/** write_x includes read_x. */
const allows = (granted: string[], access: Access) =>
  access.scopes.some(
    (scope) => granted.includes(scope) || granted.includes(scope.replace(/^read_/, "write_")),
  );
