-- What home counts without: test calls are few, so these are small, and nothing else writes them.
CREATE INDEX "delivery_test_idx" ON "delivery" ("shop_id", "id") WHERE "test";
CREATE INDEX "event_test_idx" ON "event" ("shop_id", "id") WHERE "test";
