ALTER TABLE "lists" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "lists" ADD COLUMN "timezone" text;--> statement-breakpoint
-- The list every database begins with is the house's own, in Japanese, unless it carried another language.
UPDATE "lists" l SET "language" = 'ja'
WHERE l."slug" = 'digest' AND NOT EXISTS (
	SELECT FROM "sends" s JOIN "digests" d ON d."id" = s."digest_id"
	WHERE l."id" = ANY (s."list_ids") AND d."content" ->> 'language' NOT LIKE 'ja%');
