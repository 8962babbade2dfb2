CREATE TABLE "former_subscribers" (
	"id" bigint PRIMARY KEY NOT NULL,
	"subscriber_id" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "former_subscribers" ADD CONSTRAINT "former_subscribers_subscriber_id_subscribers_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscribers"("id") ON DELETE cascade ON UPDATE no action;