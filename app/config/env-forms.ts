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

/** Keys of 32 bytes, newest first. */
export const encryptionKeys = list
  .transform((keys) => keys.map((key) => Buffer.from(key, "base64")))
  .refine((keys) => keys.length > 0 && keys.every((key) => key.length === 32));

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 };

/** `0s,5s,5m` → milliseconds. */
export const schedule = list
  .refine((items) => items[0] === "0s" && items.every((item) => /^\d+[smh]$/.test(item)))
  .transform((items) =>
    items.map((item) => Number(item.slice(0, -1)) * UNIT_MS[item.slice(-1) as keyof typeof UNIT_MS]),
  );

export type Cidr = ReturnType<typeof ipaddr.parseCIDR>;

export const cidrs = list.transform((items, context): Cidr[] => {
  try {
    return items.map((item) => ipaddr.parseCIDR(item));
  } catch {
    context.addIssue("not a CIDR range");
    return z.NEVER;
  }
});
