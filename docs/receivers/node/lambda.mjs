// AWS Lambda behind a function URL or API Gateway's HTTP API (payload format 2.0). Its disk does not last: store in a
// table, here DynamoDB's, and take the condition's failure for a repeat.
import { isFromCarillon } from "./verify.mjs";

const secret = process.env.CARILLON_SECRET;

/** `put(id, text)` resolves when the event is in the table, whether it was there before or not. */
export const createHandler = (put) => async (event) => {
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"); // either may come
  if (!isFromCarillon(body, event.headers, secret)) return { statusCode: 401 }; // names are in lower case in format 2.0
  const text = body.toString();
  await put(JSON.parse(text).id, text); // not after the answer: a Lambda is frozen then
  return { statusCode: 204 };
};
