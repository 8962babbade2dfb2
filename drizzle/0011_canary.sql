ALTER TABLE "deliveries" ADD COLUMN "last_clicked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "scanned_at" timestamp with time zone;