ALTER TABLE "proposal_sources" ADD COLUMN "compared_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "proposal_sources" ADD COLUMN "told" jsonb;