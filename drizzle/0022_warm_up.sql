CREATE TABLE "warm_ups" (
	"domain" text PRIMARY KEY NOT NULL,
	"days" date[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "warm_up" text;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "warm_up_domain" text;