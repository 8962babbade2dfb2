-- What each statement that writes deliveries changes in the counts of their sends. The states are those of
-- readFeedbackCounts (src/sending/report): whoever changes one makes the functions anew and sets
-- feedback_counts.counted_at to null. An update that changes no count leaves a row of zeros: the sweep
-- takes it away with the others.
CREATE FUNCTION count_new_deliveries() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO feedback_changes (send_id, delivered, delayed, bounced, complained, failed, suppressed,
    opened, clicked, scanned, unsubscribed)
  SELECT d.send_id,
    count(*) FILTER (WHERE d.delivered_at IS NOT NULL),
    count(*) FILTER (WHERE d.delayed_at IS NOT NULL AND d.delivered_at IS NULL AND d.bounced_at IS NULL),
    count(*) FILTER (WHERE d.bounced_at IS NOT NULL),
    count(*) FILTER (WHERE d.complained_at IS NOT NULL),
    count(*) FILTER (WHERE d.failed_at IS NOT NULL),
    count(*) FILTER (WHERE d.suppressed_at IS NOT NULL),
    count(*) FILTER (WHERE d.opened_at IS NOT NULL),
    count(*) FILTER (WHERE d.clicked_at IS NOT NULL AND (d.scanned_at IS NULL
      OR coalesce(d.last_clicked_at, d.clicked_at) > d.scanned_at + interval '10 minutes')),
    count(*) FILTER (WHERE d.scanned_at IS NOT NULL),
    count(*) FILTER (WHERE d.unsubscribed_at IS NOT NULL)
  FROM new_rows d GROUP BY d.send_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION count_changed_deliveries() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO feedback_changes (send_id, delivered, delayed, bounced, complained, failed, suppressed,
    opened, clicked, scanned, unsubscribed)
  SELECT d.send_id,
    coalesce(sum(d.sign) FILTER (WHERE d.delivered_at IS NOT NULL), 0),
    coalesce(sum(d.sign) FILTER (WHERE d.delayed_at IS NOT NULL AND d.delivered_at IS NULL AND d.bounced_at IS NULL), 0),
    coalesce(sum(d.sign) FILTER (WHERE d.bounced_at IS NOT NULL), 0),
    coalesce(sum(d.sign) FILTER (WHERE d.complained_at IS NOT NULL), 0),
    coalesce(sum(d.sign) FILTER (WHERE d.failed_at IS NOT NULL), 0),
    coalesce(sum(d.sign) FILTER (WHERE d.suppressed_at IS NOT NULL), 0),
    coalesce(sum(d.sign) FILTER (WHERE d.opened_at IS NOT NULL), 0),
    coalesce(sum(d.sign) FILTER (WHERE d.clicked_at IS NOT NULL AND (d.scanned_at IS NULL
      OR coalesce(d.last_clicked_at, d.clicked_at) > d.scanned_at + interval '10 minutes')), 0),
    coalesce(sum(d.sign) FILTER (WHERE d.scanned_at IS NOT NULL), 0),
    coalesce(sum(d.sign) FILTER (WHERE d.unsubscribed_at IS NOT NULL), 0)
  FROM (SELECT *, 1 AS sign FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) d
  GROUP BY d.send_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Nobody deletes deliveries in the usual way of things: then their sends are counted anew.
CREATE FUNCTION recount_deliveries() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO feedback_counts (send_id) SELECT DISTINCT send_id FROM old_rows
  ON CONFLICT (send_id) DO UPDATE SET counted_at = NULL;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER deliveries_added AFTER INSERT ON deliveries REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION count_new_deliveries();
--> statement-breakpoint
CREATE TRIGGER deliveries_changed AFTER UPDATE ON deliveries REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION count_changed_deliveries();
--> statement-breakpoint
CREATE TRIGGER deliveries_removed AFTER DELETE ON deliveries REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION recount_deliveries();
