-- What the log's filters look for is rare among deliveries that arrived at once.
CREATE INDEX "delivery_unusual_idx" ON "delivery" ("shop_id", "id") WHERE "last_reason" IS NOT NULL OR "attempts" > 1 OR "test";
