import type { DiscountFacts } from "../../pipeline/mapping/questions.ts";
import {
  type CodeDiscountFieldsFragment,
  DiscountByCodeDocument,
  DiscountDocument,
  type DiscountQuery,
} from "../generated/operations.ts";
import { digitsOf } from "./gid.ts";
import type { Talk } from "./talk.ts";

type AutomaticNode = Extract<DiscountQuery["node"], { automaticDiscount: object }>;

/** An order has hardly more than one. */
const MAX_CODES = 10;

/** `id`: gid of a DiscountCodeNode or DiscountAutomaticNode. null: there is no such discount. */
export async function askDiscount(talk: Talk, id: string): Promise<DiscountFacts | null> {
  const { node } = await talk.send(DiscountDocument, { id });
  if (node && isCodeNode(node)) return readCodeDiscount(node);
  return node && isAutomaticNode(node) ? readAutomaticDiscount(node) : null;
}

type Node = NonNullable<DiscountQuery["node"]>;
const isCodeNode = (node: Node): node is CodeDiscountFieldsFragment => "codeDiscount" in node;
const isAutomaticNode = (node: Node): node is AutomaticNode => "automaticDiscount" in node;

/** One for each code that exists. */
export async function askCodes(talk: Talk, codes: string[]): Promise<DiscountFacts[]> {
  const found: DiscountFacts[] = [];
  for (const code of codes.slice(0, MAX_CODES)) {
    const { codeDiscountNodeByCode: node } = await talk.send(DiscountByCodeDocument, { code });
    if (node) found.push(withCodeFirst(readCodeDiscount(node), code));
  }
  return found;
}

/** A discount may have more codes than are shown: the one that was asked for is always among them. */
function withCodeFirst(facts: DiscountFacts, code: string): DiscountFacts {
  const isThis = (other: string) => other.toLowerCase() === code.toLowerCase();
  return { ...facts, codes: [code, ...facts.codes.filter((other) => !isThis(other))].slice(0, 10) };
}

function readCodeDiscount({ id, codeDiscount }: CodeDiscountFieldsFragment): DiscountFacts {
  const codes = codeDiscount.codes.nodes;
  const maker = codeDiscount.__typename === "DiscountCodeApp" ? codeDiscount.appDiscountType.app : null;
  return {
    ...readCommon(id, codeDiscount),
    codes: codes.map(({ code }) => code),
    app: digitsOf((maker ?? codes.find(({ createdBy }) => createdBy)?.createdBy)?.id),
    usageLimit: codeDiscount.usageLimit,
  };
}

function readAutomaticDiscount({ id, automaticDiscount }: AutomaticNode): DiscountFacts {
  const maker =
    automaticDiscount.__typename === "DiscountAutomaticApp" ? automaticDiscount.appDiscountType.app : null;
  return { ...readCommon(id, automaticDiscount), codes: [], app: digitsOf(maker?.id), usageLimit: null };
}

type Discount = CodeDiscountFieldsFragment["codeDiscount"] | AutomaticNode["automaticDiscount"];

const readCommon = (id: string, discount: Discount) => ({
  id,
  type: discount.__typename,
  title: discount.title,
  status: discount.status.toLowerCase(),
  startsAt: discount.startsAt,
  endsAt: discount.endsAt,
  usageCount: discount.asyncUsageCount,
  createdAt: discount.createdAt,
  updatedAt: discount.updatedAt,
});
