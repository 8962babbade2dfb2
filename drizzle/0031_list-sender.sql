ALTER TABLE "lists" ADD COLUMN "from_address" text;--> statement-breakpoint
ALTER TABLE "lists" ADD COLUMN "reply_to" text;