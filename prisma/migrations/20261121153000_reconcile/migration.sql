-- AlterTable
ALTER TABLE "reconciliation" ADD COLUMN     "until" TIMESTAMPTZ(3),
ADD COLUMN     "watched_since" TIMESTAMPTZ(3);

-- Since when was not written down: what came before the last look has been told.
UPDATE "reconciliation" SET "watched_since" = "cursor" WHERE "cursor" IS NOT NULL;

-- An interrupted run does not say until when it looks: it begins anew. A list that is being made goes on.
UPDATE "reconciliation" SET "position" = NULL WHERE "cursor" IS NOT NULL;
