CREATE TABLE "digest_texts" (
	"digest_id" uuid PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"rules" integer NOT NULL,
	"text" text NOT NULL,
	"pieces" text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "digest_texts" ADD CONSTRAINT "digest_texts_digest_id_digests_id_fk" FOREIGN KEY ("digest_id") REFERENCES "public"."digests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "digest_texts_pieces" ON "digest_texts" USING gin ("pieces") WITH (fastupdate=false);