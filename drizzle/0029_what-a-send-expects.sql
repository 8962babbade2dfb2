ALTER TABLE "sends" ADD COLUMN "hold_seconds" integer;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "expected_recipients" integer;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "expected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "fewest_recipients" integer;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "most_recipients" integer;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "found_recipients" integer;