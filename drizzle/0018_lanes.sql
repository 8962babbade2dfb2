ALTER TABLE "batches" ADD COLUMN "lane" uuid;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "lanes_rung_at" timestamp with time zone;