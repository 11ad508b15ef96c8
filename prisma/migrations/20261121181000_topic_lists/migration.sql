-- The log of a topic that is rare: without it every delivery of the shop is looked at.
CREATE INDEX "delivery_shop_id_topic_id_idx" ON "delivery" ("shop_id", "topic", "id");
