// Shopify's own Admin schema of 2026-10 and the access scopes that each part of it wants. Read when first needed:
// it is 15 MB of JSON.
import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";

export const ADMIN_API_VERSION = "2026-10";

export interface Access {
  /** any one of them will do */
  scopes: string[];
  /** the same in Shopify's words */
  words: string;
}

export interface AdminSchema {
  schema: GraphQLSchema;
  /** by `Type` or `Type.field`; absent: no scope is needed */
  access: Map<string, Access>;
}

interface SchemaFile {
  data: IntrospectionQuery;
  offline_scopes: {
    items: { typeName: string; fieldName?: string; requiredAccess: string; offlineScopes: string[] }[];
  };
}

let loaded: AdminSchema | undefined;

export function adminSchema(): AdminSchema {
  loaded ??= load();
  return loaded;
}

function load(): AdminSchema {
  const packed = readFileSync(path.join(import.meta.dirname, `admin-${ADMIN_API_VERSION}.json.gz`));
  const file = JSON.parse(gunzipSync(packed).toString()) as SchemaFile;
  const access = new Map<string, Access>();
  for (const item of file.offline_scopes.items) {
    if (item.offlineScopes.length === 0) continue;
    const name = item.fieldName ? `${item.typeName}.${item.fieldName}` : item.typeName;
    access.set(name, { scopes: item.offlineScopes, words: item.requiredAccess });
  }
  return { schema: buildClientSchema(file.data, { assumeValid: true }), access };
}
