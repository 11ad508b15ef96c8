// Everything that is sealed at rest, and under which context. A column that is missing here keeps its old key for ever.
import { headersContext, secretContext } from "../endpoints/sealed-fields.ts";
import { refreshContext, tokenContext } from "../shopify/session-storage.ts";

export interface SealedColumn {
  table: "signing_secret" | "endpoint" | "session";
  column: string;
  /** of the row with this id */
  context(id: string): string;
}

export const SEALED_COLUMNS: SealedColumn[] = [
  { table: "signing_secret", column: "sealed", context: secretContext },
  { table: "endpoint", column: "headers", context: headersContext },
  { table: "session", column: "access_token", context: tokenContext },
  { table: "session", column: "refresh_token", context: refreshContext },
];
