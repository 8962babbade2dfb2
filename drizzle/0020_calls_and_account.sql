CREATE TABLE "account_health" (
	"account" text PRIMARY KEY NOT NULL,
	"accepted" bigint NOT NULL,
	"bounced" bigint NOT NULL,
	"complained" bigint NOT NULL,
	"counted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "unclear" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "deliveries_bounced" ON "deliveries" USING btree ("bounced_at") WHERE bounced_at is not null;--> statement-breakpoint
CREATE INDEX "deliveries_complained" ON "deliveries" USING btree ("complained_at") WHERE complained_at is not null;