CREATE TABLE "articles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"title" text NOT NULL,
	"publisher" text,
	"published_on" text,
	"image" text,
	"language" text NOT NULL,
	"text" text NOT NULL,
	"hash" text NOT NULL,
	"read_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "proposal_sections" (
	"proposal_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"source" integer NOT NULL,
	"hook" jsonb NOT NULL,
	"points" jsonb NOT NULL,
	"proposed" jsonb NOT NULL,
	CONSTRAINT "proposal_sections_proposal_id_n_pk" PRIMARY KEY("proposal_id","n")
);
--> statement-breakpoint
CREATE TABLE "proposal_sources" (
	"proposal_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"url" text NOT NULL,
	"given_title" text,
	"given_text" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"why" jsonb,
	"warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"claimed_at" timestamp with time zone,
	"article_id" uuid,
	"copy_of" integer,
	CONSTRAINT "proposal_sources_proposal_id_n_pk" PRIMARY KEY("proposal_id","n")
);
--> statement-breakpoint
CREATE TABLE "proposals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"status" text DEFAULT 'reading' NOT NULL,
	"language" text NOT NULL,
	"list_id" integer,
	"digest_id" uuid,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"progressed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "proposal_sections" ADD CONSTRAINT "proposal_sections_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_sources" ADD CONSTRAINT "proposal_sources_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_sources" ADD CONSTRAINT "proposal_sources_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_list_id_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."lists"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_digest_id_digests_id_fk" FOREIGN KEY ("digest_id") REFERENCES "public"."digests"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "proposal_sources_article" ON "proposal_sources" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "proposals_active" ON "proposals" USING btree ("progressed_at") WHERE status in ('reading', 'writing');--> statement-breakpoint
CREATE INDEX "proposals_created" ON "proposals" USING btree ("created_at");