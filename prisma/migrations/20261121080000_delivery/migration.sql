-- AlterTable
ALTER TABLE "shop" ADD COLUMN "email" TEXT;

-- AlterTable
ALTER TABLE "endpoint" ADD COLUMN "status_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN "weekly_check" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "lane" ADD COLUMN "open" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "not_before" TIMESTAMPTZ(6) NOT NULL DEFAULT '-infinity'::timestamptz,
ADD COLUMN "paced_until" TIMESTAMPTZ(6) NOT NULL DEFAULT '-infinity'::timestamptz,
ADD COLUMN "shrunk_to" INTEGER,
ADD COLUMN "turn" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "crowded_until" TIMESTAMPTZ(6) NOT NULL DEFAULT '-infinity'::timestamptz,
ADD COLUMN "shop_id" TEXT;

UPDATE "lane" SET "shop_id" = e."shop_id" FROM "endpoint" e WHERE e."id" = "lane"."endpoint_id";
ALTER TABLE "lane" ALTER COLUMN "shop_id" SET NOT NULL;
UPDATE "lane" SET "open" = false FROM "endpoint" e WHERE e."id" = "lane"."endpoint_id" AND e."status" <> 'enabled';

-- AlterTable
ALTER TABLE "lease" ALTER COLUMN "endpoint_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN "queue" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN "trigger" TEXT NOT NULL DEFAULT 'schedule';

UPDATE "delivery" SET "trigger" = 'manual' WHERE "manual" AND "due_at" IS NOT NULL;
UPDATE "delivery" SET "queue" = 1 WHERE NOT "manual" AND "scheduled" > 0 AND "due_at" IS NOT NULL;
ALTER TABLE "delivery" DROP COLUMN "manual";

-- CreateTable
CREATE TABLE "failure_streak" (
    "endpoint_id" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "events" TEXT[],
    "failing" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "failure_streak_pkey" PRIMARY KEY ("endpoint_id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" TEXT NOT NULL,
    "shop_id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "disabled_reason" TEXT,
    "since" TIMESTAMPTZ(3),
    "delivery_id" TEXT,
    "reason" TEXT,
    "status_code" INTEGER,
    "response" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),
    "mail" TEXT NOT NULL DEFAULT 'pending',
    "mail_due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "mail_tries" INTEGER NOT NULL DEFAULT 0,
    "mail_note" TEXT,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_settings" (
    "shop_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL DEFAULT 'changes',
    "addresses" TEXT[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_settings_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "recovery" (
    "id" TEXT NOT NULL,
    "shop_id" TEXT NOT NULL,
    "endpoint_id" TEXT,
    "include" TEXT NOT NULL,
    "filter" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "position" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notice_shop_id_id_idx" ON "notice"("shop_id", "id");

-- CreateIndex
CREATE INDEX "notice_endpoint_id_id_idx" ON "notice"("endpoint_id", "id");

-- CreateIndex
CREATE INDEX "recovery_shop_id_id_idx" ON "recovery"("shop_id", "id");

-- AddForeignKey
ALTER TABLE "failure_streak" ADD CONSTRAINT "failure_streak_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_settings" ADD CONSTRAINT "alert_settings_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma does not know.

-- An endpoint's deliveries wait in three queues: fresh ones, retries, replays.
DROP INDEX "delivery_due_idx";
CREATE INDEX "delivery_due_idx" ON "delivery"("endpoint_id", "queue", "due_at") WHERE "due_at" IS NOT NULL;

-- What is to be told, and what is to be sent again.
CREATE INDEX "notice_unpublished_idx" ON "notice"("id") WHERE "published_at" IS NULL;
CREATE INDEX "notice_mail_idx" ON "notice"("mail_due_at") WHERE "mail" = 'pending';
CREATE INDEX "recovery_running_idx" ON "recovery"("id") WHERE "status" = 'running';

-- One inbox, served shop by shop.
DROP INDEX "inbound_webhook_pending_idx";
CREATE INDEX "inbound_webhook_pending_idx" ON "inbound_webhook"("shop_domain", "id") WHERE "status" = 'pending';

-- Old keys are found by going through the table's pages: a BRIN index over rows whose places are used again finds most
-- of the table with every batch.
DROP INDEX "inbound_key_seen_at_idx", "event_key_seen_at_idx", "api_event_key_seen_at_idx";
