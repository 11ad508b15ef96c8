import express from "express";
import { store } from "./inbox.mjs";
import { isFromCarillon } from "./verify.mjs";

const secret = process.env.CARILLON_SECRET;
export const app = express();

// Before app.use(express.json()), or the body is an object by now, and its bytes are gone. Without `limit` it is 100 KiB.
app.post("/hook", express.raw({ type: "*/*", limit: "16mb" }), (request, response) => {
  if (!isFromCarillon(request.body, request.headers, secret)) return response.sendStatus(401);
  store(request.body);
  response.sendStatus(204);
});
app.use(express.json());
