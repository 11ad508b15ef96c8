-- CreateTable
CREATE TABLE "live_stream" (
    "id" TEXT NOT NULL,
    "shop_id" TEXT NOT NULL,
    "topics" TEXT[],
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "live_stream_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "live_stream_shop_id_idx" ON "live_stream"("shop_id");

-- AddForeignKey
ALTER TABLE "live_stream" ADD CONSTRAINT "live_stream_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
