-- How many resources of a run Shopify gave no answer about.
ALTER TABLE "reconciliation" ADD COLUMN "unread" INTEGER NOT NULL DEFAULT 0;
