import fc from "fast-check";
import { expect, test } from "vitest";
import { smtpWords } from "../../app/notifications/smtp-words.ts";

test("the server's own answer is told, on one line and not at any length", () => {
  const words = smtpWords({ code: "EENVELOPE", response: `550-5.7.1 no\r\n550 ${"x".repeat(1_000)}` }, []);
  expect(words).toMatch(/^The mail server answered: 550-5\.7\.1 no 550 x+$/);
  expect(words.length).toBeLessThan(350);
});

test.each([
  ["ETIMEDOUT", /did not answer in time/],
  ["EDNS", /name was not found/],
  ["ESOCKET", /could not be reached/],
  ["ETLS", /secure connection/],
  ["whatever", /could not be handed/],
])("without an answer %s is told in words that name no address of ours", (code, words) => {
  expect(smtpWords(Object.assign(new Error("connect ECONNREFUSED 10.1.2.3:25"), { code }), [])).toMatch(
    words,
  );
  expect(smtpWords({ code, message: "10.1.2.3" }, [])).not.toContain("10.1.2.3");
});

test("what is thrown may be anything", () => {
  for (const thrown of [undefined, null, "text", 1, { response: 5 }])
    expect(smtpWords(thrown, [])).toMatch(/could not be handed/);
});

test("user and password are taken out, however a server spells them", () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9@/:+!-]{6,20}$/);
  fc.assert(
    fc.property(secret, secret, (user, pass) => {
      const base64 = (text: string) => Buffer.from(text).toString("base64");
      const spellings = [pass, encodeURIComponent(pass), base64(pass), base64(`\0${user}\0${pass}`)];
      const words = smtpWords({ response: `535 ${spellings.join(" , ")} ${user}` }, [user, pass]);
      for (const spelling of spellings) expect(words).not.toContain(spelling);
    }),
  );
});
