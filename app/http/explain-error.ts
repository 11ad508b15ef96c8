import { BlockedAddressError } from "./checked-lookup.ts";
import { UnresolvedError } from "./resolve-host.ts";

/** Why no answer came. */
export type FailureReason =
  | "timeout"
  | "dns"
  | "tls"
  | "connection"
  | "blocked_address"
  | "response_too_large"
  /** Shopify gives no access to the shop before its merchant opens the app */
  | "not_connected"
  /** nothing was sent: the event lacks what the trigger of Shopify Flow must have */
  | "flow_incomplete";

export class TimeoutError extends Error {
  override name = "TimeoutError";
}

export class TooLargeError extends Error {
  override name = "TooLargeError";
}

const TLS =
  /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE))/;

/**
 * Turns what Node throws into a reason and the system's own word for it. Of Node's errors only the code is read: the
 * message may quote the host, and of a broken answer it does quote bytes.
 */
export function explainError(error: NodeJS.ErrnoException): { reason: FailureReason; detail: string } {
  const code = error.code ?? "";
  if (error instanceof BlockedAddressError) return { reason: "blocked_address", detail: error.message };
  if (error instanceof TimeoutError) return { reason: "timeout", detail: error.message };
  if (error instanceof TooLargeError) return { reason: "response_too_large", detail: error.message };
  if (error instanceof UnresolvedError) return { reason: "dns", detail: code };
  if (code === "ETIMEDOUT" || code === "ERR_SOCKET_CONNECTION_TIMEOUT")
    return { reason: "timeout", detail: code };
  if (code === "HPE_HEADER_OVERFLOW") return { reason: "response_too_large", detail: code };
  if (TLS.test(code)) return { reason: "tls", detail: code };
  return { reason: "connection", detail: code || "connection closed" };
}
