CREATE TABLE "digest_welcomes" (
	"digest_id" uuid NOT NULL,
	"subscriber_id" bigint NOT NULL,
	"letter_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "digest_welcomes_digest_id_subscriber_id_pk" PRIMARY KEY("digest_id","subscriber_id")
);
--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "template_edition" integer;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "template_editions" integer[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "edition" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "again" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "digest_welcomes" ADD CONSTRAINT "digest_welcomes_subscriber_id_subscribers_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscribers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "digest_welcomes_subscriber" ON "digest_welcomes" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "digest_welcomes_letter" ON "digest_welcomes" USING btree ("letter_id");--> statement-breakpoint
CREATE INDEX "sends_digest" ON "sends" USING btree ("digest_id");