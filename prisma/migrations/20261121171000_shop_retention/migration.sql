-- A shop may want less to be kept than the operator keeps. Null: no less.
ALTER TABLE "shop" ADD COLUMN "payload_days" INTEGER, ADD COLUMN "log_days" INTEGER;
