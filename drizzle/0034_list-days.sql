CREATE TABLE "list_days" (
	"day" date NOT NULL,
	"list_id" integer NOT NULL,
	"joined" integer NOT NULL,
	"left_count" integer NOT NULL,
	CONSTRAINT "list_days_day_list_id_pk" PRIMARY KEY("day","list_id")
);
