-- The lines the dial plan gives a fax: only these may take it, the first if it can.
ALTER TABLE job ADD COLUMN lines TEXT NOT NULL DEFAULT '[]';  -- JSON list; empty: any line

-- A fax that waits moves to another seat: when a line failed, or with another dial plan.
CREATE TRIGGER job_reroutes AFTER UPDATE OF seat ON job WHEN old.seat <> new.seat BEGIN
  DELETE FROM lane WHERE destination = new.destination AND seat IN (old.seat, new.seat);
  INSERT INTO lane SELECT destination, seat, 0, priority, id FROM job
    WHERE state = 'queued' AND destination = new.destination AND seat = old.seat ORDER BY priority, id LIMIT 1;
  INSERT INTO lane SELECT destination, seat, 0, priority, id FROM job
    WHERE state = 'queued' AND destination = new.destination AND seat = new.seat ORDER BY priority, id LIMIT 1;
  UPDATE lane SET active = (SELECT count(*) FROM job WHERE state = 'sending' AND destination = new.destination)
    WHERE destination = new.destination;
END;
