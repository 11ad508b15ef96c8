-- What the setup guide has seen delivered, so that its steps stay done when the log ages out.
ALTER TABLE "setup" ADD COLUMN "delivered_at" TIMESTAMPTZ(3),
ADD COLUMN "delivered_live_at" TIMESTAMPTZ(3);

-- So far the deletions of the log remembered it.
INSERT INTO "setup" ("shop_id", "delivered_at", "delivered_live_at")
SELECT s."id",
  min(d."requested_at"),
  min(d."requested_at") FILTER (WHERE (d."result"::json ->> 'had_delivered_live')::int > 0)
FROM "duty" d JOIN "shop" s ON s."domain" = d."shop_domain"
WHERE d."kind" = 'erase_log' AND (d."result"::json ->> 'had_delivered')::int > 0
GROUP BY s."id"
ON CONFLICT ("shop_id") DO UPDATE SET
  "delivered_at" = excluded."delivered_at",
  "delivered_live_at" = excluded."delivered_live_at";
