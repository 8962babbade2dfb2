CREATE TABLE "watched_sends" (
	"send_id" uuid PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"due_at" timestamp with time zone NOT NULL
);
