-- The states of resources are now kept by part; what was kept before would be misread. Every resource is seen anew.
UPDATE "snapshot" SET "state" = NULL;

-- AlterTable
ALTER TABLE "snapshot" ADD COLUMN "due_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "last_payload" (
    "shop_id" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "customer" TEXT,
    "body" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "last_payload_pkey" PRIMARY KEY ("shop_id","resource")
);

-- CreateTable
CREATE TABLE "inquiry" (
    "id" TEXT NOT NULL,
    "shop_id" TEXT NOT NULL,
    "inbound_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "part" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'asking',
    "questions" TEXT NOT NULL,
    "answers" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inquiry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop_rules" (
    "shop_id" TEXT NOT NULL,
    "rules" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shop_rules_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "api_event_key" (
    "shop_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_event_key_pkey" PRIMARY KEY ("shop_id","key")
);

-- CreateIndex
CREATE INDEX "last_payload_updated_at_idx" ON "last_payload"("updated_at");

-- CreateIndex
CREATE INDEX "inquiry_inbound_id_idx" ON "inquiry"("inbound_id");

-- CreateIndex
CREATE INDEX "api_event_key_seen_at_idx" ON "api_event_key" USING BRIN ("seen_at");

-- AddForeignKey
ALTER TABLE "shop_rules" ADD CONSTRAINT "shop_rules_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma does not know.

-- Resources that are to be looked at again, questions to be asked shop by shop, and answers to be mapped.
CREATE INDEX "snapshot_due_idx" ON "snapshot"("due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "inquiry_asking_idx" ON "inquiry"("shop_id", "due_at") WHERE "status" = 'asking';
CREATE INDEX "inquiry_answered_idx" ON "inquiry"("id") WHERE "status" = 'answered';

-- Erasing looks for those that are about somebody.
CREATE INDEX "last_payload_customer_idx" ON "last_payload"("customer") WHERE "customer" IS NOT NULL;

-- What was not mapped is listed and mapped again; most rows were.
CREATE INDEX "inbound_webhook_left_idx" ON "inbound_webhook"("shop_domain", "id") WHERE "status" IN ('unmapped', 'failed');
