-- AlterTable
ALTER TABLE "shop" ADD COLUMN "installed_at" TIMESTAMPTZ(3),
ADD COLUMN "reconnect_since" TIMESTAMPTZ(3),
ADD COLUMN "held_back" TEXT[] DEFAULT ARRAY[]::TEXT[];

UPDATE "shop" SET "installed_at" = "created_at" WHERE "shopify_id" IS NOT NULL;

-- AlterTable
ALTER TABLE "inbound_key" ADD COLUMN "body_hash" BYTEA;

-- CreateTable
CREATE TABLE "duty" (
    "id" TEXT NOT NULL,
    "shop_domain" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "customer" TEXT,
    "details" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "result" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "duty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_state" (
    "shop_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "words" TEXT,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_state_pkey" PRIMARY KEY ("shop_id","topic")
);

-- CreateTable
CREATE TABLE "reconciliation" (
    "shop_id" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "cursor" TIMESTAMPTZ(3),
    "position" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "looked" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,

    CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("shop_id","resource")
);

-- CreateIndex
CREATE INDEX "duty_shop_domain_id_idx" ON "duty"("shop_domain", "id");

-- What is still to be carried out.
CREATE INDEX "duty_pending" ON "duty"("due_at") WHERE "status" = 'pending';

-- CreateIndex
CREATE INDEX "inbound_key_body_hash_idx" ON "inbound_key"("body_hash");
