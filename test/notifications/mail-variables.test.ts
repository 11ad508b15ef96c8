import fc from "fast-check";
import { expect, test } from "vitest";
import { readEnv, VARIABLES } from "../../app/config/env.ts";

const read = (source: Record<string, string>) => {
  try {
    return readEnv(source);
  } catch (error) {
    return (error as Error).message;
  }
};

const SMTP = "smtp://user:hidden%40word@mail.example.com";
const FROM = "Carillon <alerts@example.com>";

test("the mail server's address is taken apart, and its port follows from its kind", () => {
  expect(read({ SMTP_URL: SMTP, MAIL_FROM: FROM })).toMatchObject({
    SMTP_URL: {
      ...{ host: "mail.example.com", port: 587, secure: false },
      ...{ user: "user", pass: "hidden@word", onThisMachine: false },
    },
    MAIL_FROM: { name: "Carillon", address: "alerts@example.com" },
  });
  expect(read({ SMTP_URL: "smtps://mail.example.com", MAIL_FROM: "alerts@example.com" })).toMatchObject({
    SMTP_URL: { port: 465, secure: true },
    MAIL_FROM: { name: "", address: "alerts@example.com" },
  });
  expect(read({ SMTP_URL: "smtp://[::1]:2525/", MAIL_FROM: FROM })).toMatchObject({
    SMTP_URL: { host: "::1", port: 2525, onThisMachine: true },
  });
});

test.each([
  "mail.example.com",
  "https://mail.example.com",
  "smtp://",
  "smtp://user:hidden@mail.example.com/path",
  "smtp://user:hidden@mail.example.com?tls=no",
  "smtp://user:hid%zzden@mail.example.com",
  "smtp://user:hidden@mail.example.com:99999",
])("SMTP_URL=%s is refused in the usual line, which holds no password", (url) => {
  const { purpose, looks } = VARIABLES.SMTP_URL;
  expect(read({ SMTP_URL: url, MAIL_FROM: FROM })).toBe(`SMTP_URL (${purpose}) must be ${looks}.`);
});

test.each([
  "alerts",
  "Carillon alerts@example.com",
  "a@example.com, b@example.com",
  "A\r\nBcc: b@example.com <a@example.com>",
])("MAIL_FROM=%j is refused", (from) => {
  expect(read({ SMTP_URL: SMTP, MAIL_FROM: from })).toMatch(/^MAIL_FROM \(.*\) must be an address/);
});

test("one of the two without the other does not start", () => {
  expect(read({ SMTP_URL: SMTP })).toMatch(/^MAIL_FROM \(.*\) must be set when SMTP_URL is\./);
  expect(read({ MAIL_FROM: FROM })).toMatch(/^SMTP_URL \(.*\) must be set when MAIL_FROM is\./);
});

test("any user and password come back as they were", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 1 }),
      fc.string({ unit: "grapheme" }),
      (user, pass) => {
        const url = `smtp://${encodeURIComponent(user)}:${encodeURIComponent(pass)}@mail.example.com`;
        expect(read({ SMTP_URL: url, MAIL_FROM: FROM })).toMatchObject({ SMTP_URL: { user, pass } });
      },
    ),
  );
});
