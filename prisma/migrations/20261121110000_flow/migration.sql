-- AlterTable
ALTER TABLE "endpoint" ADD COLUMN "flow_trigger" TEXT,
ADD COLUMN "flow_events" BOOLEAN NOT NULL DEFAULT false;

-- One destination for each of Shopify Flow's triggers that a shop uses.
CREATE UNIQUE INDEX "endpoint_flow_trigger" ON "endpoint"("shop_id", "flow_trigger") WHERE "flow_trigger" IS NOT NULL;

-- AlterTable
ALTER TABLE "event" ADD COLUMN "flow_hops" SMALLINT NOT NULL DEFAULT 0;

-- Whether an event that comes in through Flow's action was caused by an earlier one of these.
CREATE INDEX "event_through_flow" ON "event"("shop_id", "id") WHERE "flow_hops" > 0;

-- CreateTable
CREATE TABLE "flow_usage" (
    "shop_domain" TEXT NOT NULL,
    "definition_id" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "said_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "flow_usage_pkey" PRIMARY KEY ("shop_domain","definition_id")
);
