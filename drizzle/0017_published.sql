CREATE TABLE "corrections" (
	"digest_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	CONSTRAINT "corrections_digest_id_revision_pk" PRIMARY KEY("digest_id","revision")
);
--> statement-breakpoint
ALTER TABLE "digests" ADD COLUMN "key" text DEFAULT replace(gen_random_uuid()::text, '-', '') NOT NULL;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "listed" boolean;--> statement-breakpoint
ALTER TABLE "sends" ADD COLUMN "mailed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_digest_id_digests_id_fk" FOREIGN KEY ("digest_id") REFERENCES "public"."digests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- What stands on the web goes on standing there: pages of digests whose mail reached nobody, and edits
-- that came after the mail.
UPDATE "sends" s SET "mailed_at" = s."started_at" WHERE s."started_at" IS NOT NULL;--> statement-breakpoint
INSERT INTO "corrections" ("digest_id", "revision", "created_at")
SELECT d."id", d."revision", d."updated_at" FROM "digests" d
WHERE d."first_sent_at" IS NOT NULL AND d."revision" > (
	SELECT max(s."revision") FROM "sends" s WHERE s."digest_id" = d."id" AND s."started_at" IS NOT NULL);
