CREATE TABLE "model_calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"proposal_id" uuid NOT NULL,
	"role" text NOT NULL,
	"tokens_in" integer NOT NULL,
	"tokens_out" integer NOT NULL,
	"cost" double precision,
	"outcome" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "proposal_drafts" (
	"proposal_id" uuid NOT NULL,
	"source" integer NOT NULL,
	"article_id" uuid NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"claimed_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"text" jsonb,
	"warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "proposal_drafts_proposal_id_source_pk" PRIMARY KEY("proposal_id","source")
);
--> statement-breakpoint
ALTER TABLE "proposal_sections" ADD COLUMN "by" text DEFAULT 'embedded' NOT NULL;--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "may_ask_models" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "model_calls" ADD CONSTRAINT "model_calls_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_drafts" ADD CONSTRAINT "proposal_drafts_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_drafts" ADD CONSTRAINT "proposal_drafts_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "model_calls_proposal" ON "model_calls" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "proposal_drafts_article" ON "proposal_drafts" USING btree ("article_id");