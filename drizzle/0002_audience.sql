ALTER TABLE "suppressions" DROP CONSTRAINT "suppressions_address_or_hash";--> statement-breakpoint
ALTER TABLE "suppressions" ALTER COLUMN "address_hash" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "subscriptions_pending" ON "subscriptions" USING btree ("created_at") WHERE status = 'pending';--> statement-breakpoint
ALTER TABLE "import_chunks" DROP COLUMN "done_at";