// Everything that is sealed at rest, and under which context. A column that is missing here keeps its old key for ever.
import { headersContext, secretContext } from "../endpoints/sealed-fields.ts";
import { refreshContext, tokenContext } from "../shopify/session-storage.ts";

export const SEALED_KINDS = ["secret", "headers", "token"] as const;
export type SealedKind = (typeof SEALED_KINDS)[number];

export interface SealedColumn {
  kind: SealedKind;
  table: "signing_secret" | "endpoint" | "session";
  column: string;
  /** of the row with this id */
  context(id: string): string;
}

export const SEALED_COLUMNS: SealedColumn[] = [
  { kind: "secret", table: "signing_secret", column: "sealed", context: secretContext },
  { kind: "headers", table: "endpoint", column: "headers", context: headersContext },
  { kind: "token", table: "session", column: "access_token", context: tokenContext },
  { kind: "token", table: "session", column: "refresh_token", context: refreshContext },
];
