// A call of the API, described where it is handled. The router (routes.ts) and the OpenAPI document (openapi/) are both
// made of these descriptions: neither can say what the other does not do.
import type { Response } from "express";
import type { z } from "zod";
import type { Deps } from "../config/deps.ts";
import type { Caller } from "../tokens/find-caller.ts";
import type { TokenScope } from "../tokens/token-fields.ts";
import type { Payload } from "../topics/parse-payload.ts";
import type { Problem, ProblemCode } from "./problem.ts";

type Method = "get" | "post" | "put" | "patch" | "delete";

/** What one status of a call means. */
interface JsonWords<S extends z.ZodType> {
  description: string;
  schema: S;
  example: z.output<S>;
}

/** Text that is ready, e.g. a document that never changes while the process lives. */
interface TextWords {
  description: string;
  type: string;
  /** of JSON that is ready */
  textSchema?: z.ZodType;
}

/** Goes on until the caller leaves. */
interface StreamWords {
  description: string;
  stream: string;
  example: string;
}

interface EmptyWords {
  description: string;
}

export type AnswerWords = JsonWords<z.ZodType> | TextWords | StreamWords | EmptyWords;
type Answers = Record<number, AnswerWords>;

/** Says a JSON answer; the example has its type. */
export const json = <S extends z.ZodType>(
  description: string,
  schema: S,
  example: z.output<S>,
): JsonWords<S> => ({ description, schema, example });

/** What a call answers: JSON, text that is ready, a stream, or nothing. */
export const answer = <const Status extends number, Body>(status: Status, body: Body) => ({ status, body });
export const answerText = <const Status extends number>(status: Status, text: string) => ({ status, text });
export const answerStream = <const Status extends number>(
  status: Status,
  stream: (response: Response) => void,
) => ({ status, stream });
export const answerNothing = <const Status extends number>(status: Status) => ({ status });

type AnswerTo<Status, Words> =
  Words extends JsonWords<infer S>
    ? { status: Status; body: z.output<S> }
    : Words extends TextWords
      ? { status: Status; text: string }
      : Words extends StreamWords
        ? { status: Status; stream: (response: Response) => void }
        : { status: Status };

type AnswerOf<A extends Answers> = { [Status in keyof A]: AnswerTo<Status, A[Status]> }[keyof A];

interface Description<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  A extends Answers,
  C extends ProblemCode,
> {
  method: Method;
  /** below /api/v1, parts in braces: `/endpoints/{id}` */
  path: string;
  /** camelCase, unique: what generated clients call it */
  id: string;
  /** heading in the document */
  group: string;
  /** half a sentence, without a full stop */
  summary: string;
  /** more sentences */
  description?: string;
  /** what stands in the path, for the document: what is no id of the shop's is not found, whatever it looks like */
  params?: P;
  /** what is not named here is refused */
  query?: Q;
  /** what is read of the headers, for the document */
  headers?: z.ZodObject;
  /** by status */
  answers: A;
  /** besides those that every call may answer (problem.ts) */
  problems?: readonly C[];
}

interface Input<P, Q> {
  deps: Deps;
  params: P;
  query: Q;
}

interface ShopInput<P, Q, B> extends Input<P, Q> {
  caller: Caller;
  shopId: string;
  body: B;
  /** the body before it was checked, with every number as it came */
  sent: Payload;
}

/** `invalid` belongs to every call. */
type Outcome<A extends Answers, C extends ProblemCode> = Promise<AnswerOf<A> | Problem<C | "invalid">>;

interface ShopCall<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  A extends Answers,
  C extends ProblemCode,
> extends Description<P, Q, A, C> {
  scope: TokenScope;
  /** without it a body has to be empty, or an object of nothing */
  body?: B | ((deps: Pick<Deps, "clock">) => B);
  bodyExample?: z.input<NoInfer<B>>;
  run(input: ShopInput<z.output<P>, z.output<Q>, z.output<B>>): Outcome<A, NoInfer<C>>;
}

interface PublicCall<P extends z.ZodObject, Q extends z.ZodObject, A extends Answers, C extends ProblemCode>
  extends Description<P, Q, A, C> {
  run(input: Input<z.output<P>, z.output<Q>>): Outcome<A, NoInfer<C>>;
}

/** What any call comes to. */
export type Answer =
  | { status: number; body?: unknown; text?: string; stream?: (response: Response) => void }
  | Problem<ProblemCode>;

/** Any call, for the router and for the document. */
export interface ApiCall extends Description<z.ZodObject, z.ZodObject, Answers, ProblemCode> {
  /** undefined: needs no token */
  scope?: TokenScope;
  body?: z.ZodType | ((deps: Pick<Deps, "clock">) => z.ZodType);
  bodyExample?: unknown;
  run(input: ShopInput<unknown, unknown, unknown>): Promise<Answer>;
}

/** Whether a call reads a body. */
export const hasBody = ({ method }: Pick<ApiCall, "method">): boolean => !["get", "delete"].includes(method);

/** Whether nothing at all is no body: what has none by mistake must not be taken for one that sets everything back. */
export const needsBody = ({ method }: Pick<ApiCall, "method">): boolean => ["put", "patch"].includes(method);

/** A call about the shop whose token it brings. */
export const defineCall = <
  A extends Answers,
  C extends ProblemCode = never,
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodObject,
>(
  call: ShopCall<P, Q, B, A, C>,
): ApiCall => call as unknown as ApiCall;

/** A call that needs no token: what it answers is the same for everybody. */
export const definePublicCall = <
  A extends Answers,
  C extends ProblemCode = never,
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
>(
  call: PublicCall<P, Q, A, C>,
): ApiCall => call as unknown as ApiCall;
