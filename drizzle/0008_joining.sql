CREATE TABLE "joining_tally" (
	"minute" timestamp with time zone NOT NULL,
	"refusal" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "joining_tally_minute_refusal_pk" PRIMARY KEY("minute","refusal")
);
--> statement-breakpoint
ALTER TABLE "consents" ADD COLUMN "document" text;--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "network" text;--> statement-breakpoint
ALTER TABLE "lists" ADD COLUMN "welcome" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "consents_network" ON "consents" USING btree ("at") WHERE network is not null;--> statement-breakpoint
CREATE INDEX "letters_created" ON "letters" USING btree ("created_at") WHERE kind in ('confirm', 'address-change');