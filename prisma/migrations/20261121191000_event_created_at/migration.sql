-- Events by the time of their making: one that was sent in has its id from then on, and may be made hours later.
CREATE INDEX "event_shop_id_created_at_idx" ON "event"("shop_id", "created_at");
