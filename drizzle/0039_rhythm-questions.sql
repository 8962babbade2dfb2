ALTER TABLE "rhythm_runs" ADD COLUMN "revision" integer;--> statement-breakpoint
ALTER TABLE "rhythm_runs" ADD COLUMN "revised_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rhythm_runs" ADD COLUMN "approval_id" uuid;--> statement-breakpoint
ALTER TABLE "rhythm_runs" ADD COLUMN "asked_at" timestamp with time zone;