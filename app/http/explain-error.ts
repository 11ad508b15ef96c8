import { BlockedAddressError } from "./checked-lookup.ts";

/** Why no answer came. */
export type FailureReason =
  | "timeout"
  | "dns"
  | "tls"
  | "connection"
  | "blocked_address"
  | "response_too_large";

export class TimeoutError extends Error {
  override name = "TimeoutError";
}

const TLS = /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH|INVALID_CA)/;
const DNS = /^(ENOTFOUND|ENODATA|EAI_)/;

/** Turns what Node throws into a reason and the system's own word for it. Contains no URL and no header. */
export function explainError(error: NodeJS.ErrnoException): { reason: FailureReason; detail: string } {
  const code = error.code ?? "";
  if (error instanceof BlockedAddressError) return { reason: "blocked_address", detail: error.message };
  if (error instanceof TimeoutError) return { reason: "timeout", detail: error.message };
  if (code === "ETIMEDOUT") return { reason: "timeout", detail: code };
  if (code === "HPE_HEADER_OVERFLOW") return { reason: "response_too_large", detail: code };
  if (DNS.test(code)) return { reason: "dns", detail: code };
  if (TLS.test(code)) return { reason: "tls", detail: code };
  return { reason: "connection", detail: code || "connection closed" };
}
