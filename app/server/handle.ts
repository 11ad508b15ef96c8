import type { NextFunction, Request, RequestHandler, Response } from "express";

type Work = (request: Request, response: Response, next: NextFunction) => Promise<void>;

/**
 * An async handler or middleware whose failure reaches the error handler. Express 4 does not wait for it, and a rejection
 * that nobody hears ends the process. What is thrown is made an Error: given anything less, `next` might go on.
 */
export const handle =
  (work: Work): RequestHandler =>
  (request, response, next) => {
    work(request, response, next).catch((thrown: unknown) =>
      next(thrown instanceof Error ? thrown : new Error(String(thrown))),
    );
  };
