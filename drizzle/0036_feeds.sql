CREATE TABLE "feed_item_keys" (
	"feed_id" uuid NOT NULL,
	"key" text NOT NULL,
	"item_id" uuid NOT NULL,
	CONSTRAINT "feed_item_keys_feed_id_key_pk" PRIMARY KEY("feed_id","key")
);
--> statement-breakpoint
CREATE TABLE "feed_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"feed_id" uuid NOT NULL,
	"address" text NOT NULL,
	"url" text NOT NULL,
	"title" text NOT NULL,
	"publisher" text,
	"published_on" text,
	"excerpt" text DEFAULT '' NOT NULL,
	"length" integer DEFAULT 0 NOT NULL,
	"is_backlog" boolean DEFAULT false NOT NULL,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "feed_items_address" UNIQUE("feed_id","address")
);
--> statement-breakpoint
CREATE TABLE "feeds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"name" text,
	"folder" text,
	"home" text,
	"state" text DEFAULT 'active' NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"every_seconds" integer DEFAULT 3600 NOT NULL,
	"claimed_at" timestamp with time zone,
	"etag" text,
	"last_modified" text,
	"hash" text,
	"read_at" timestamp with time zone,
	"tried_at" timestamp with time zone,
	"news_at" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"why" jsonb,
	CONSTRAINT "feeds_url_unique" UNIQUE("url")
);
--> statement-breakpoint
CREATE TABLE "inbox_doors" (
	"editor_id" uuid PRIMARY KEY NOT NULL,
	"turn" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"taken_at" timestamp with time zone,
	"refused_at" timestamp with time zone,
	"refused" integer DEFAULT 0 NOT NULL,
	"refused_why" text
);
--> statement-breakpoint
CREATE TABLE "inbox_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"url" text NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"publisher" text,
	"published_on" text,
	"came" text NOT NULL,
	"feed_id" uuid,
	"length" integer DEFAULT 0 NOT NULL,
	"added_by" text,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	"dismissed_at" timestamp with time zone,
	CONSTRAINT "inbox_items_address_unique" UNIQUE("address")
);
--> statement-breakpoint
ALTER TABLE "feed_item_keys" ADD CONSTRAINT "feed_item_keys_feed_id_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feeds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_item_keys" ADD CONSTRAINT "feed_item_keys_item_id_feed_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."feed_items"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_items" ADD CONSTRAINT "feed_items_feed_id_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feeds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_doors" ADD CONSTRAINT "inbox_doors_editor_id_editors_id_fk" FOREIGN KEY ("editor_id") REFERENCES "public"."editors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_items" ADD CONSTRAINT "inbox_items_feed_id_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feeds"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feed_item_keys_item" ON "feed_item_keys" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "feed_items_found" ON "feed_items" USING btree ("feed_id","found_at");--> statement-breakpoint
CREATE INDEX "feed_items_newest" ON "feed_items" USING btree ("found_at");--> statement-breakpoint
CREATE INDEX "feed_items_seen" ON "feed_items" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "feeds_due" ON "feeds" USING btree ("due_at") WHERE state = 'active';--> statement-breakpoint
CREATE INDEX "inbox_items_found" ON "inbox_items" USING btree ("found_at");--> statement-breakpoint
CREATE INDEX "inbox_items_dismissed" ON "inbox_items" USING btree ("dismissed_at") WHERE dismissed_at is not null;