CREATE TABLE "rhythm_feeds" (
	"rhythm_id" uuid NOT NULL,
	"feed_id" uuid NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rhythm_feeds_rhythm_id_feed_id_pk" PRIMARY KEY("rhythm_id","feed_id")
);
--> statement-breakpoint
CREATE TABLE "rhythm_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rhythm_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"by_hand" boolean DEFAULT false NOT NULL,
	"state" text NOT NULL,
	"why" jsonb,
	"proposal_id" uuid,
	"digest_id" uuid,
	"send_id" uuid NOT NULL,
	"expected_readers" integer,
	"begun_at" timestamp with time zone NOT NULL,
	"nudged_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "rhythm_runs_due" UNIQUE("rhythm_id","due_at")
);
--> statement-breakpoint
CREATE TABLE "rhythms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"list_id" integer NOT NULL,
	"inbox" boolean NOT NULL,
	"schedule" jsonb NOT NULL,
	"sections" integer NOT NULL,
	"minimum" integer NOT NULL,
	"language" text NOT NULL,
	"catch_up" text NOT NULL,
	"lead_minutes" integer NOT NULL,
	"stale_hours" integer NOT NULL,
	"approver" text NOT NULL,
	"is_paused" boolean DEFAULT false NOT NULL,
	"next_at" timestamp with time zone,
	"saved_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rhythm_feeds" ADD CONSTRAINT "rhythm_feeds_rhythm_id_rhythms_id_fk" FOREIGN KEY ("rhythm_id") REFERENCES "public"."rhythms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rhythm_feeds" ADD CONSTRAINT "rhythm_feeds_feed_id_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feeds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rhythm_runs" ADD CONSTRAINT "rhythm_runs_rhythm_id_rhythms_id_fk" FOREIGN KEY ("rhythm_id") REFERENCES "public"."rhythms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rhythm_runs" ADD CONSTRAINT "rhythm_runs_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rhythm_runs" ADD CONSTRAINT "rhythm_runs_digest_id_digests_id_fk" FOREIGN KEY ("digest_id") REFERENCES "public"."digests"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rhythms" ADD CONSTRAINT "rhythms_list_id_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."lists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rhythm_feeds_feed" ON "rhythm_feeds" USING btree ("feed_id");--> statement-breakpoint
CREATE INDEX "rhythm_runs_open" ON "rhythm_runs" USING btree ("rhythm_id") WHERE state in ('making', 'waiting', 'sending');--> statement-breakpoint
CREATE INDEX "rhythm_runs_proposal" ON "rhythm_runs" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "rhythm_runs_digest" ON "rhythm_runs" USING btree ("digest_id");--> statement-breakpoint
CREATE INDEX "rhythms_list" ON "rhythms" USING btree ("list_id");