CREATE TABLE "source_looks" (
	"id" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"state" text DEFAULT 'fine' NOT NULL,
	"sketch" text[],
	"failures" integer DEFAULT 0 NOT NULL,
	"looked_at" timestamp with time zone,
	"claimed_at" timestamp with time zone,
	"changed_at" timestamp with time zone
);
