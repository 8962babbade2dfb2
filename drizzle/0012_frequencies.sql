ALTER TABLE "lists" ADD COLUMN "frequencies" text[] DEFAULT '{"every"}' NOT NULL;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "frequency" text;--> statement-breakpoint
CREATE INDEX "subscriptions_frequency" ON "subscriptions" USING btree ("list_id","frequency") WHERE frequency is not null;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_frequency" CHECK ("subscriptions"."frequency" in ('weekly', 'monthly'));