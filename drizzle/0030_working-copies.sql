CREATE TABLE "testers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	CONSTRAINT "testers_address_unique" UNIQUE("address")
);
--> statement-breakpoint
CREATE TABLE "working_copies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"digest_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"based_on" integer,
	"fields" jsonb NOT NULL,
	"markdown" text,
	"face" text DEFAULT 'fields' NOT NULL,
	"unplaced" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"changed_at" timestamp with time zone,
	"is_whole" boolean NOT NULL,
	"saved_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "working_copies_digest_id_unique" UNIQUE("digest_id")
);
--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "delivered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "delayed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "bounced_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "complained_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "suppressed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "working_copies" ADD CONSTRAINT "working_copies_digest_id_digests_id_fk" FOREIGN KEY ("digest_id") REFERENCES "public"."digests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "working_copies_changed" ON "working_copies" USING btree ("changed_at") WHERE changed_at is not null and is_whole;--> statement-breakpoint
CREATE INDEX "working_copies_unborn" ON "working_copies" USING btree ("id") WHERE digest_id is null;