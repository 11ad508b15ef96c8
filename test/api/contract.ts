// The OpenAPI document as the judge of every answer that a test gets.
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { documentText } from "../../app/api/calls.ts";

interface Header {
  required?: boolean;
  schema: object;
}
interface Media {
  schema: object;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}
interface Response {
  headers?: Record<string, Header | Reference>;
  content?: Record<string, Media>;
}
interface Reference {
  $ref: string;
}
interface Operation {
  operationId: string;
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Response | Reference>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, { post: Operation & { parameters: Reference[] } }>;
}

export const openApi = JSON.parse(documentText()) as Document;

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ ...closed(openApi), $id: "openapi" });

/** Later versions may answer more than the document says; this one may not. */
function closed<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(closed) as T;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closed(inner)]));
  const isOpen = copy.type === "object" && copy.properties && !("additionalProperties" in copy);
  return { ...copy, ...(isOpen && { additionalProperties: false }) } as T;
}

/** An answer, and the request that it is to. */
interface Exchange {
  method: string;
  /** below /api/v1, with its query */
  path: string;
  /** as it was sent */
  sent: string | undefined;
  status: number;
  headers: Headers;
  text: string;
}

/** `GET /endpoints/{id} 200`, of everything that was answered in this test file. */
export const reached = new Set<string>();

/** Throws where an answer is not what the document says. */
export function checkExchange(exchange: Exchange): void {
  const known = findOperation(exchange);
  const name = `${exchange.method} ${exchange.path} → ${exchange.status}`;
  if (known === undefined) {
    checkUnknown(name, exchange);
    return;
  }
  const { pointer, operation } = known;
  const response = operation.responses[exchange.status];
  if (!response) throw new Error(`${name}: the document has no such status\n${exchange.text}`);
  const place = "$ref" in response ? response.$ref.slice(1) : `${pointer}/responses/${exchange.status}`;
  checkHeaders(name, resolve<Response>(place), exchange.headers);
  if (exchange.method !== "HEAD") checkContent(name, place, exchange);
  if (exchange.status < 300) checkSent(name, known, exchange);
  reached.add(`${known.method.toUpperCase()} ${known.path} ${exchange.status}`);
}

/** Paths and methods that the document does not have. */
function checkUnknown(name: string, { path, status, headers }: Exchange): void {
  const isKnownPath = templatesOf(path).length > 0;
  const fine = isKnownPath ? status === 405 && headers.get("allow") !== null : status === 404;
  if (!fine && ![401, 429].includes(status)) throw new Error(`${name}: expected ${isKnownPath ? 405 : 404}`);
}

function findOperation({ method, path }: Pick<Exchange, "method" | "path">) {
  const verb = method === "HEAD" ? "get" : method.toLowerCase();
  for (const template of templatesOf(path)) {
    const operation = openApi.paths[template]?.[verb];
    const pointer = `/paths/${escapePointer(template)}/${verb}`;
    if (operation) return { method: verb, path: template, pointer, operation };
  }
  return undefined;
}

/** Paths of the document that a request may mean, those without an id first. */
function templatesOf(path: string): string[] {
  const [asked = ""] = path.split("?");
  const matches = (template: string) =>
    new RegExp(`^${template.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(asked);
  const literal = (template: string) => template.replaceAll(/\{\w+\}/g, "").length;
  return Object.keys(openApi.paths)
    .filter(matches)
    .sort((a, b) => literal(b) - literal(a));
}

function checkHeaders(name: string, { headers = {} }: Response, answered: Headers): void {
  for (const [header, given] of Object.entries(headers)) {
    const { required = false, schema } = "$ref" in given ? resolve<Header>(given.$ref.slice(1)) : given;
    const value = answered.get(header);
    if (value === null && required) throw new Error(`${name}: the header ${header} is missing`);
    const isNumber = "type" in schema && schema.type === "integer";
    if (value !== null && !ajv.validate(schema, isNumber ? Number(value) : value))
      throw new Error(`${name}: the header ${header} is ${value}`);
  }
}

function checkContent(name: string, place: string, { headers, text }: Exchange): void {
  const { content } = resolve<Response>(place);
  const type = headers.get("content-type")?.split(";")[0] ?? "";
  if (!content) {
    if (text !== "") throw new Error(`${name}: the document has no body\n${text}`);
    return;
  }
  if (!content[type]) throw new Error(`${name}: the document has ${Object.keys(content)}, and not ${type}`);
  if (!type.endsWith("json")) return;
  const wrong = errorsOf(`${place}/content/${escapePointer(type)}/schema`, JSON.parse(text));
  if (wrong) throw new Error(`${name}: ${wrong}\n${text.slice(0, 2_000)}`);
}

/** What is taken is what the document says may be sent. */
function checkSent(
  name: string,
  { operation, pointer }: { operation: Operation; pointer: string },
  { sent }: Exchange,
) {
  if (!sent || !operation.requestBody) return;
  const place = `${pointer}/requestBody/content/${escapePointer("application/json")}/schema`;
  const wrong = errorsOf(place, JSON.parse(sent));
  if (wrong) throw new Error(`${name}: was taken, and the document refuses it: ${wrong}\n${sent}`);
}

const validators = new Map<string, ValidateFunction>();

/** What is wrong with a value by the schema at a place of the document; undefined when nothing is. */
export function errorsOf(place: string, value: unknown): string | undefined {
  const validate = validators.get(place) ?? ajv.compile({ $ref: `openapi#${encodeURI(place)}` });
  validators.set(place, validate);
  return validate(value) ? undefined : ajv.errorsText(validate.errors);
}

export const escapePointer = (part: string): string => part.replaceAll("~", "~0").replaceAll("/", "~1");

/** What stands at a JSON pointer of the document. */
export const resolve = <T>(pointer: string): T =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], openApi) as T;
