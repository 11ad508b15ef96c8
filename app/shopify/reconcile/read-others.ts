import { collectPages } from "../ask/collect-pages.ts";
import type { Talk } from "../ask/talk.ts";
import {
  FoundCustomersDocument,
  type FoundCustomersQuery,
  FoundProductsDocument,
  type FoundProductsQuery,
  type FoundVariantFragment,
  FoundVariantsDocument,
} from "../generated/operations.ts";
import type { Found } from "./found.ts";
import { addressPayload, buyerPayload, idOf, idsOf, timeText, word } from "./rest-form.ts";

/** Webhooks carry no more variants in full either. */
const MAX_VARIANTS = 100;

export async function readCustomers(talk: Talk, ids: string[]): Promise<Found[]> {
  const { nodes } = await talk.send(FoundCustomersDocument, { ids });
  return nodes.filter(isCustomer).map((customer) => {
    const { id, defaultAddress: address } = customer;
    const payload = {
      ...buyerPayload(customer),
      state: word(customer.state),
      note: customer.note,
      verified_email: customer.verifiedEmail,
      tax_exempt: customer.taxExempt,
      multipass_identifier: customer.multipassIdentifier,
      currency: customer.amountSpent.currencyCode,
      default_address: address && {
        ...{ id: idOf(address.id.split("?")[0]), customer_id: idOf(id), default: true },
        ...addressPayload(address),
      },
    };
    return { id, payload };
  });
}

type Customer = Extract<FoundCustomersQuery["nodes"][number], { verifiedEmail: boolean }>;

const isCustomer = (node: FoundCustomersQuery["nodes"][number]): node is Customer =>
  node !== null && "verifiedEmail" in node;

export async function readProducts(talk: Talk, ids: string[]): Promise<Found[]> {
  const { nodes } = await talk.send(FoundProductsDocument, { ids });
  const found: Found[] = [];
  for (const product of nodes.filter(isProduct)) {
    const variants = await collectPages(product.variants, MAX_VARIANTS, async (after) => {
      return (await talk.send(FoundVariantsDocument, { id: product.id, after })).product?.variants;
    });
    found.push({ id: product.id, payload: productPayload(product, variants) });
  }
  return found;
}

type Product = Extract<FoundProductsQuery["nodes"][number], { variants: object }>;

const isProduct = (node: FoundProductsQuery["nodes"][number]): node is Product =>
  node !== null && "variants" in node;

const productPayload = (product: Product, variants: FoundVariantFragment[]) => ({
  ...idsOf(product.id),
  title: product.title,
  body_html: product.descriptionHtml,
  vendor: product.vendor,
  product_type: product.productType,
  handle: product.handle,
  status: word(product.status),
  tags: product.tags.join(", "),
  template_suffix: product.templateSuffix,
  created_at: timeText(product.createdAt),
  updated_at: timeText(product.updatedAt),
  published_at: timeText(product.publishedAt),
  options: product.options.map(({ id, name, position, values }) => ({
    ...{ id: idOf(id), product_id: idOf(product.id), name, position, values },
  })),
  variants: variants.map((variant) => variantPayload(product.id, variant)),
});

function variantPayload(product: string, variant: FoundVariantFragment) {
  const [option1 = null, option2 = null, option3 = null] = variant.selectedOptions.map(({ value }) => value);
  return {
    ...idsOf(variant.id),
    product_id: idOf(product),
    title: variant.title,
    price: variant.price,
    compare_at_price: variant.compareAtPrice,
    sku: variant.sku,
    barcode: variant.barcode,
    position: variant.position,
    taxable: variant.taxable,
    inventory_policy: word(variant.inventoryPolicy),
    inventory_quantity: variant.inventoryQuantity,
    ...{ option1, option2, option3 },
    created_at: timeText(variant.createdAt),
    updated_at: timeText(variant.updatedAt),
  };
}
