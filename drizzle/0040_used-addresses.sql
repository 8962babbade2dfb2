CREATE TABLE "folded_sends" (
	"send_id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "held_addresses" (
	"proposal_id" uuid NOT NULL,
	"address" text NOT NULL,
	"source" integer NOT NULL,
	"list_id" integer NOT NULL,
	"is_held" boolean DEFAULT true NOT NULL,
	CONSTRAINT "held_addresses_proposal_id_address_pk" PRIMARY KEY("proposal_id","address")
);
--> statement-breakpoint
CREATE TABLE "used_addresses" (
	"list_id" integer NOT NULL,
	"address" text NOT NULL,
	"digest_id" uuid NOT NULL,
	"used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "used_addresses_list_id_address_pk" PRIMARY KEY("list_id","address")
);
--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "digested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "folded_as" text;--> statement-breakpoint
ALTER TABLE "held_addresses" ADD CONSTRAINT "held_addresses_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_addresses" ADD CONSTRAINT "held_addresses_list_id_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."lists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "used_addresses" ADD CONSTRAINT "used_addresses_list_id_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."lists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "used_addresses" ADD CONSTRAINT "used_addresses_digest_id_digests_id_fk" FOREIGN KEY ("digest_id") REFERENCES "public"."digests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "held_addresses_list" ON "held_addresses" USING btree ("list_id","address");