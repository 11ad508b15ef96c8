// The forms that environment values come in.
import ipaddr from "ipaddr.js";
import { z } from "zod";

export const text = z.string().trim().min(1);

export const integer = (least: number, most: number, otherwise: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(least).max(most)).default(otherwise);

export const yesNo = z.enum(["true", "false"]).transform((value) => value === "true");

export const list = z.string().transform((value) =>
  value
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean),
);

export const postgresUrl = z
  .url({ protocol: /^postgres(ql)?$/, abort: true })
  .refine((value) => new URL(value).pathname.length > 1);

/** https, or http on this machine. Without its trailing slash. */
export const appUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((value) => {
    const { protocol, hostname } = new URL(value);
    return protocol === "https:" || ["localhost", "127.0.0.1"].includes(hostname);
  })
  .transform((value) => new URL(value).origin);

/** http or https, nothing after the path. Without its trailing slash. */
export const httpUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((value) => !/[?#]/.test(value))
  .transform((value) => value.replace(/\/+$/, ""));

/** Keys of 32 bytes, newest first. */
export const encryptionKeys = list
  .transform((keys) => keys.map((key) => Buffer.from(key, "base64")))
  .refine((keys) => keys.length > 0 && keys.every((key) => key.length === 32));

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 };

const MOST_ATTEMPTS = 30;
const LONGEST_PAUSE_MS = 30 * 24 * UNIT_MS.h;

/** `0s,5s,5m` → milliseconds. */
export const schedule = list
  .refine((items) => items[0] === "0s" && items.every((item) => /^\d+[smh]$/.test(item)))
  .transform((items) =>
    items.map((item) => Number(item.slice(0, -1)) * UNIT_MS[item.slice(-1) as keyof typeof UNIT_MS]),
  )
  .refine((pauses) => pauses.length <= MOST_ATTEMPTS && pauses.every((pause) => pause <= LONGEST_PAUSE_MS));

export type Cidr = ReturnType<typeof ipaddr.parseCIDR>;

export const cidrs = list.transform((items, context): Cidr[] => {
  try {
    return items.map((item) => ipaddr.parseCIDR(item));
  } catch {
    context.addIssue("not a CIDR range");
    return z.NEVER;
  }
});

/** IP addresses and ranges, as they were written. */
export const addresses = list.refine((items) =>
  items.every((item) => ipaddr.isValid(item) || ipaddr.isValidCIDR(item)),
);

/** `smtp://user:password@host:587`, or `smtps://…` for TLS from the start; nothing after the port. */
export const smtpUrl = z
  .url({ protocol: /^smtps?$/, abort: true })
  .refine((value) => URL.canParse(value) && /^\/?$/.test(pathOf(value)), { abort: true })
  .transform((value, context) => {
    const { protocol, hostname, port, username, password } = new URL(value);
    const secure = protocol === "smtps:";
    const host = hostname.replace(/^\[|\]$/g, "");
    try {
      return {
        ...{ host, secure, port: port ? Number(port) : secure ? 465 : 587 },
        ...(username && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
        onThisMachine: ["localhost", "127.0.0.1", "::1"].includes(host),
      };
    } catch {
      context.addIssue("badly encoded");
      return z.NEVER;
    }
  })
  .refine(({ host }) => host !== "");

const pathOf = (value: string): string => {
  const { pathname, search, hash } = new URL(value);
  return `${pathname}${search}${hash}`;
};

/** `Carillon <alerts@example.com>`, or the address alone. */
export const mailFrom = z
  .string()
  .regex(/^\P{Cc}*$/u)
  .transform(
    (value) => /^(?<name>[^<>"]*)<(?<address>[^<>]*)>$/u.exec(value.trim())?.groups ?? { address: value },
  )
  .pipe(z.object({ name: z.string().trim().default(""), address: z.string().trim().pipe(z.email()) }));
