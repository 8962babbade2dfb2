CREATE TABLE "inbox_mails" (
	"id" text PRIMARY KEY NOT NULL,
	"editor_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "inbox_mails" ADD CONSTRAINT "inbox_mails_editor_id_editors_id_fk" FOREIGN KEY ("editor_id") REFERENCES "public"."editors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "inbox_mails_editor" ON "inbox_mails" USING btree ("editor_id","at");--> statement-breakpoint
CREATE INDEX "inbox_mails_at" ON "inbox_mails" USING btree ("at");