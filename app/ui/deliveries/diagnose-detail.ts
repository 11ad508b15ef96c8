// What the system's own word for a failure says beyond its reason: names of texts.

const KEYS: Record<string, [pattern: RegExp, key: string][]> = {
  tls: [
    [/^CERT_HAS_EXPIRED$/, "expired"],
    [/^CERT_NOT_YET_VALID$/, "notYetValid"],
    [/SELF_SIGNED/, "selfSigned"],
    [/^UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)/, "incomplete"],
    [/^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, "otherName"],
    [/^CERT_REVOKED$/, "revoked"],
    [/^(EPROTO|ERR_SSL_)/, "noTls"],
  ],
  timeout: [[/^(no connection|ETIMEDOUT|ERR_SOCKET_CONNECTION_TIMEOUT)$/, "noConnection"]],
  connection: [
    [/^ECONNREFUSED$/, "refused"],
    [/^(ECONNRESET|EPIPE|connection closed)$/, "broken"],
    [/^(EHOSTUNREACH|ENETUNREACH)$/, "unreachable"],
    [/^HPE_/, "notHttp"],
  ],
  dns: [
    [/^ENODATA$/, "noAddress"],
    [/^(ETIMEOUT|ESERVFAIL|EREFUSED)$/, "nameServer"],
  ],
};

/** undefined where the reason alone says as much. */
export const detailKey = (reason: string, detail: string | null): string | undefined =>
  KEYS[reason]?.find(([pattern]) => pattern.test(detail ?? ""))?.[1];
