-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL,
    "scope" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "access_token" TEXT NOT NULL,
    "refresh_token" TEXT,
    "refresh_token_expires" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop" (
    "id" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "shopify_id" TEXT,
    "name" TEXT,
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "environment" TEXT NOT NULL DEFAULT 'live',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uninstalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "endpoint" (
    "id" TEXT NOT NULL,
    "shop_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'enabled',
    "disabled_reason" TEXT,
    "all_topics" BOOLEAN NOT NULL DEFAULT false,
    "headers" TEXT,
    "rate_limit" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "endpoint_topic" (
    "endpoint_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,

    CONSTRAINT "endpoint_topic_pkey" PRIMARY KEY ("endpoint_id","topic")
);

-- CreateTable
CREATE TABLE "signing_secret" (
    "id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lane" (
    "endpoint_id" TEXT NOT NULL,
    "next_due_at" TIMESTAMPTZ(6) NOT NULL DEFAULT 'infinity'::timestamptz,
    "served_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lane_pkey" PRIMARY KEY ("endpoint_id")
);

-- CreateTable
CREATE TABLE "inbound_key" (
    "shop_domain" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbound_key_pkey" PRIMARY KEY ("shop_domain","webhook_id")
);

-- CreateTable
CREATE TABLE "inbound_webhook" (
    "id" TEXT NOT NULL,
    "shop_domain" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event_id" TEXT,
    "api_version" TEXT,
    "triggered_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "day" DATE NOT NULL,
    "bytes" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "customer" TEXT,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_body" (
    "id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "inbound_body_pkey" PRIMARY KEY ("id","day")
) PARTITION BY RANGE ("day");

-- CreateTable
CREATE TABLE "snapshot" (
    "shop_id" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT,
    "customer" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("shop_id","resource")
);

-- CreateTable
CREATE TABLE "event_key" (
    "shop_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_key_pkey" PRIMARY KEY ("shop_id","key")
);

-- CreateTable
CREATE TABLE "event" (
    "id" TEXT NOT NULL,
    "shop_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "resource" TEXT,
    "sequence" INTEGER,
    "customer" TEXT,
    "triggered_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "day" DATE NOT NULL,
    "test" BOOLEAN NOT NULL DEFAULT false,
    "inbound_id" TEXT,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_payload" (
    "event_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "event_payload_pkey" PRIMARY KEY ("event_id","day")
) PARTITION BY RANGE ("day");

-- CreateTable
CREATE TABLE "unchosen_count" (
    "shop_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "unchosen_count_pkey" PRIMARY KEY ("shop_id","topic","day")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" TEXT NOT NULL,
    "shop_id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "due_at" TIMESTAMPTZ(6),
    "manual" BOOLEAN NOT NULL DEFAULT false,
    "test" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "scheduled" INTEGER NOT NULL DEFAULT 0,
    "last_reason" TEXT,
    "last_status_code" INTEGER,
    "last_duration_ms" INTEGER,
    "last_attempt_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lease" (
    "delivery_id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "until" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("delivery_id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "shop_id" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "trigger" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "detail" TEXT,
    "status_code" INTEGER,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "remote_address" TEXT,
    "request_headers" TEXT NOT NULL,
    "response_headers" TEXT,
    "response_body" TEXT,
    "truncated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id","day")
) PARTITION BY RANGE ("day");

-- CreateTable
CREATE TABLE "api_token" (
    "id" TEXT NOT NULL,
    "shop_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "session_shop_idx" ON "session"("shop");

-- CreateIndex
CREATE UNIQUE INDEX "shop_domain_key" ON "shop"("domain");

-- CreateIndex
CREATE INDEX "endpoint_shop_id_id_idx" ON "endpoint"("shop_id", "id");

-- CreateIndex
CREATE INDEX "signing_secret_endpoint_id_idx" ON "signing_secret"("endpoint_id");

-- CreateIndex
CREATE INDEX "lane_next_due_at_idx" ON "lane"("next_due_at");

-- CreateIndex
CREATE INDEX "inbound_key_seen_at_idx" ON "inbound_key" USING BRIN ("seen_at");

-- CreateIndex
CREATE INDEX "inbound_webhook_shop_domain_id_idx" ON "inbound_webhook"("shop_domain", "id");

-- CreateIndex
CREATE INDEX "event_key_seen_at_idx" ON "event_key" USING BRIN ("seen_at");

-- CreateIndex
CREATE INDEX "event_shop_id_id_idx" ON "event"("shop_id", "id");

-- CreateIndex
CREATE INDEX "delivery_shop_id_id_idx" ON "delivery"("shop_id", "id");

-- CreateIndex
CREATE INDEX "delivery_shop_id_status_id_idx" ON "delivery"("shop_id", "status", "id");

-- CreateIndex
CREATE INDEX "delivery_endpoint_id_id_idx" ON "delivery"("endpoint_id", "id");

-- CreateIndex
CREATE INDEX "delivery_event_id_idx" ON "delivery"("event_id");

-- CreateIndex
CREATE INDEX "lease_endpoint_id_idx" ON "lease"("endpoint_id");

-- CreateIndex
CREATE INDEX "attempt_delivery_id_idx" ON "attempt"("delivery_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_shop_id_idx" ON "api_token"("shop_id");

-- AddForeignKey
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "endpoint_topic" ADD CONSTRAINT "endpoint_topic_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signing_secret" ADD CONSTRAINT "signing_secret_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lane" ADD CONSTRAINT "lane_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma does not know. test/db/structure.test.ts compares the result with a committed list.

-- The children of the partitioned tables, one a day, are made by app/db/partitions.ts.
CREATE SCHEMA "partitions";

-- The inbox's queue and the deliveries' queue.
CREATE INDEX "inbound_webhook_pending_idx" ON "inbound_webhook"("id") WHERE "status" = 'pending';
CREATE INDEX "delivery_due_idx" ON "delivery"("endpoint_id", "due_at") WHERE "due_at" IS NOT NULL;

-- Most rows are about nobody; erasing looks for those that are.
CREATE INDEX "inbound_webhook_customer_idx" ON "inbound_webhook"("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "event_customer_idx" ON "event"("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "snapshot_customer_idx" ON "snapshot"("customer") WHERE "customer" IS NOT NULL;

-- Rows that change all the time find room on their own page.
ALTER TABLE "lane" SET (fillfactor = 50);
ALTER TABLE "snapshot" SET (fillfactor = 80);
ALTER TABLE "delivery" SET (fillfactor = 80);
ALTER TABLE "lease" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
