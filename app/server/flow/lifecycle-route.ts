// POST /flow/lifecycle: Flow tells which triggers a shop uses. It gives five seconds, and without a 2xx in that time
// the merchant cannot turn the workflow on.
import type { RequestHandler } from "express";
import { z } from "zod";
import type { Deps } from "../../config/deps.ts";
import { acceptUsage, type Usage } from "../../flow/accept-usage.ts";
import { idText } from "../../topics/parse-payload.ts";
import { SHOP_DOMAIN } from "../../topics/shop-domain.ts";
import { handle } from "../handle.ts";
import { type Answer, answerWith, createSignedReader } from "../read-signed.ts";

const MAX_BYTES = 64 * 1024;

const ANSWERS = {
  noted: { status: 200, text: "noted" },
  unavailable: { status: 503, text: "It could not be stored. Send it again.", retryAfterSeconds: 30 },
} satisfies Record<string, Answer>;

const printable = z
  .string()
  .min(1)
  .max(300)
  .regex(/^\P{C}*$/u);

const bodySchema = z.object({
  // Text, or a number of any length.
  flow_trigger_definition_id: z.preprocess((id) => idText(id) ?? id, printable),
  has_enabled_flow: z.boolean(),
  shopify_domain: z.string().regex(SHOP_DOMAIN),
  timestamp: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
});

export function flowLifecycleRoute(deps: Deps): RequestHandler {
  const read = createSignedReader(deps, { maxBytes: MAX_BYTES, tooLarge: "A callback has at most 64 KiB." });
  return handle(async (request, response) => {
    const signed = await read(request);
    if (signed.kind === "aborted") return;
    if (signed.kind === "refused") return answerWith(request, response, signed.answer);
    const usage = bodySchema.safeParse(signed.payload);
    if (!usage.success) return answerWith(request, response, malformed(usage.error));
    try {
      await acceptUsage(deps, toUsage(usage.data));
      answerWith(request, response, ANSWERS.noted);
    } catch (error) {
      deps.log.error(
        { error: (error as Error).message, shop: usage.data.shopify_domain },
        "flow.unavailable",
      );
      answerWith(request, response, ANSWERS.unavailable);
    }
  });
}

const toUsage = (body: z.infer<typeof bodySchema>): Usage => ({
  shopDomain: body.shopify_domain,
  definitionId: body.flow_trigger_definition_id,
  enabled: body.has_enabled_flow,
  saidAt: new Date(body.timestamp),
});

function malformed({ issues }: z.ZodError): Answer {
  const fields = [...new Set(issues.map(({ path }) => path.join(".")))];
  return { status: 400, text: `The callback cannot be read: ${fields.join(", ")} is missing or wrong.` };
}
