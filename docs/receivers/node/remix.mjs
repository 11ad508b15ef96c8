// app/routes/hook.js, without a default export: a resource route
import { store } from "./inbox.mjs";
import { isFromCarillon } from "./verify.mjs";

const secret = process.env.CARILLON_SECRET;

export async function action({ request }) {
  const body = Buffer.from(await request.arrayBuffer()); // not request.json(), and nothing that reads the form before
  if (!isFromCarillon(body, Object.fromEntries(request.headers), secret)) {
    return new Response(null, { status: 401 });
  }
  store(body);
  return new Response(null, { status: 204 });
}
