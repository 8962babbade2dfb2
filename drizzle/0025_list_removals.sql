CREATE TABLE "list_removals" (
	"list_id" integer PRIMARY KEY NOT NULL,
	"consents_after" bigint DEFAULT 0 NOT NULL,
	"progressed_at" timestamp with time zone DEFAULT now() NOT NULL
);
