-- AlterTable
ALTER TABLE "api_token" ADD COLUMN "name" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "setup" (
    "shop_id" TEXT NOT NULL,
    "stored_at" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3),
    "dismissed_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "heartbeat" (
    "role" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("role")
);

-- AddForeignKey
ALTER TABLE "setup" ADD CONSTRAINT "setup_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
