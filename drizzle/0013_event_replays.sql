CREATE TABLE "event_replays" (
	"id" text PRIMARY KEY NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"tries" smallint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "replay_passes" (
	"account" text PRIMARY KEY NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"webhook_id" text,
	"until" timestamp with time zone,
	"after" text,
	"pages_left" integer DEFAULT 0 NOT NULL,
	"looked_at" timestamp with time zone,
	"read_at" timestamp with time zone,
	"problem" text
);
