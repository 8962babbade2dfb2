DROP INDEX "address_history_subscriber";--> statement-breakpoint
ALTER TABLE "address_history" ADD COLUMN "id" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "address_history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "address_history" ADD COLUMN "changed_by" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
ALTER TABLE "address_history" ADD CONSTRAINT "address_history_subscriber_id_id_pk" PRIMARY KEY("subscriber_id","id");--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "frozen_at" "pg_snapshot";--> statement-breakpoint
-- What is under way keeps the order of its times: the changes get the lowest numbers there are, and
-- each batch a snapshot that saw those before its first call.
UPDATE "address_history" h SET "changed_by" = o."rank"::text::xid8
FROM (SELECT "subscriber_id", "id", row_number() OVER (ORDER BY "changed_at", "id") AS "rank" FROM "address_history") o
WHERE h."subscriber_id" = o."subscriber_id" AND h."id" = o."id";--> statement-breakpoint
UPDATE "batches" b SET "frozen_at" = (
	SELECT format('%s:%s:', count(*) + 1, count(*) + 1)::pg_snapshot
	FROM "address_history" h WHERE h."changed_at" < b."first_called_at")
WHERE b."key" IS NOT NULL AND b."state" IN ('claimed', 'unknown');
