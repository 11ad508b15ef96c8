// POST https://{shop}/admin/oauth/access_token: the token exchange and refresh grants, refused for the reasons and
// in the words of the original. What exactly was wrong stands in x-sandbox-reason, which Shopify does not send.
import express, { type RequestHandler, Router } from "express";
import type { Clock } from "#app/config/clock.ts";
import { type AppCredentials, sessionTokenProblem } from "./session-token.ts";
import type { TokenAnswer, TokenGrants } from "./token-grants.ts";

const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const OFFLINE_TOKEN = "urn:shopify:params:oauth:token-type:offline-access-token";

interface TokenEndpoint {
  clock: Clock;
  app: AppCredentials;
  grants: TokenGrants;
}

type Refusal = { status: number; error: string; description: string; reason: string };

export function tokenEndpoint(deps: TokenEndpoint): Router {
  const answer: RequestHandler = (request, response) => {
    const body = (request.body ?? {}) as Record<string, unknown>;
    const outcome = grant(deps, request.hostname, body);
    if ("access_token" in outcome) response.json(outcome);
    else {
      response.status(outcome.status).set("x-sandbox-reason", outcome.reason);
      response.json({ error: outcome.error, error_description: outcome.description });
    }
  };
  return Router().post(
    "/admin/oauth/access_token",
    express.json(),
    express.urlencoded({ extended: false }),
    answer,
  );
}

function grant(deps: TokenEndpoint, shop: string, body: Record<string, unknown>): TokenAnswer | Refusal {
  if (body.client_id !== deps.app.apiKey || body.client_secret !== deps.app.apiSecret) {
    const description = "Client authentication failed.";
    return {
      status: 401,
      error: "invalid_client",
      description,
      reason: "client_id or client_secret is wrong",
    };
  }
  if (body.grant_type === TOKEN_EXCHANGE) return exchange(deps, shop, body);
  if (body.grant_type === "refresh_token") return refresh(deps, shop, body);
  const description = "The grant type is not supported.";
  return {
    status: 400,
    error: "unsupported_grant_type",
    description,
    reason: "grant_type is neither token exchange nor refresh_token",
  };
}

function exchange(deps: TokenEndpoint, shop: string, body: Record<string, unknown>): TokenAnswer | Refusal {
  if (body.subject_token_type !== ID_TOKEN) return invalid(`subject_token_type is not ${ID_TOKEN}`);
  if (body.requested_token_type !== OFFLINE_TOKEN)
    return invalid(`requested_token_type is not ${OFFLINE_TOKEN}`);
  const problem = sessionTokenProblem(String(body.subject_token), deps.app, shop, deps.clock.now());
  if (problem) {
    const description = "Token exchange cannot be performed due to an invalid subject token.";
    return { status: 400, error: "invalid_subject_token", description, reason: problem };
  }
  return deps.grants.exchange(shop, String(body.expiring) === "1");
}

function refresh(deps: TokenEndpoint, shop: string, body: Record<string, unknown>): TokenAnswer | Refusal {
  const description = "This request requires an active refresh_token";
  const reason = "refresh_token is unknown, spent, expired or another shop's";
  return (
    deps.grants.refresh(shop, String(body.refresh_token)) ?? {
      status: 401,
      error: "invalid_request",
      description,
      reason,
    }
  );
}

const invalid = (reason: string): Refusal => ({
  status: 400,
  error: "invalid_request",
  description: "The request is missing a required parameter or has an invalid one.",
  reason,
});
