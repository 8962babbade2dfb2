ALTER TABLE "batches" ADD COLUMN "hosted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "pace" ADD COLUMN "target" real;--> statement-breakpoint
ALTER TABLE "pace" ADD COLUMN "slowed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "local_time" text;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "fallback_timezone" text;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "template_state" text;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "template_asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "reconcile_after" text;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "reconciled_at" timestamp with time zone;