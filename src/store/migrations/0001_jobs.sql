-- Faxes, their attempts and what the queue needs to find the next one at once.
-- Instants are milliseconds since 1970 UTC; enumerations are their names, except the
-- priority, which is its rank so that it sorts. docs/store/schema.md explains.

CREATE TABLE job (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice
  -- what was asked
  direction        TEXT NOT NULL,
  to_number        TEXT NOT NULL,
  recipient_name   TEXT NOT NULL,
  sender_name      TEXT NOT NULL,
  recipient        TEXT NOT NULL,   -- JSON object
  sender           TEXT NOT NULL,   -- JSON object
  subject          TEXT NOT NULL,
  note             TEXT NOT NULL,
  cover            TEXT NOT NULL,
  document_name    TEXT NOT NULL,
  resolution       TEXT NOT NULL,
  priority         INTEGER NOT NULL,  -- 0 goes first
  send_at          INTEGER,
  discount         INTEGER NOT NULL,
  tsid             TEXT NOT NULL,
  billing_code     TEXT NOT NULL,
  email            TEXT NOT NULL,
  callback_url     TEXT NOT NULL,
  labels           TEXT NOT NULL,   -- JSON object
  port             INTEGER,
  user             TEXT NOT NULL,
  broadcast        INTEGER NOT NULL,
  idempotency_key  TEXT NOT NULL,
  submitted_at     INTEGER NOT NULL,
  -- what was received
  caller_id        TEXT NOT NULL,
  routing          TEXT NOT NULL,
  remote_id        TEXT NOT NULL,
  csid             TEXT NOT NULL,
  -- the document
  document         TEXT NOT NULL,
  document_bytes   INTEGER NOT NULL,
  document_pages   INTEGER NOT NULL,
  document_width   INTEGER NOT NULL,
  document_dpi     TEXT NOT NULL,
  document_best    TEXT NOT NULL,
  document_mh      INTEGER NOT NULL,
  document_mr      INTEGER NOT NULL,
  document_mmr     INTEGER NOT NULL,
  page_bytes       TEXT NOT NULL,   -- JSON list, one number a page
  -- where it stands
  state            TEXT NOT NULL,
  outcome          TEXT NOT NULL,
  pages_done       INTEGER NOT NULL,
  dials            INTEGER NOT NULL,
  tries            INTEGER NOT NULL,
  next_at          INTEGER,
  ended_at         INTEGER,
  cancel_wanted    INTEGER NOT NULL,
  hold_wanted      INTEGER NOT NULL,
  restart_wanted   INTEGER NOT NULL,
  uncertain        INTEGER NOT NULL,
  lease_until      INTEGER,         -- while sending
  revision         INTEGER NOT NULL DEFAULT 1,
  -- made from the above when it was queued
  destination      TEXT NOT NULL,   -- one far end, however its number is written
  seat             TEXT NOT NULL,   -- what may take it: '' any port, 'p3' that port, 'ltrunk' that line
  unsent_since     INTEGER NOT NULL
);
CREATE INDEX job_state ON job(state, id);
CREATE INDEX job_key ON job(idempotency_key, id) WHERE idempotency_key <> '';
CREATE INDEX job_queued ON job(destination, seat, priority, id) WHERE state = 'queued';
CREATE INDEX job_sending ON job(destination) WHERE state = 'sending';
CREATE INDEX job_waiting ON job(next_at, priority, id) WHERE state = 'waiting';
CREATE INDEX job_unsent ON job(unsent_since, id) WHERE state IN ('queued', 'waiting', 'held');

-- A lane holds the queued jobs of one destination and seat; its row names the one that
-- goes first and how many calls to that destination run. A claim looks at heads of lanes
-- only, so ten thousand faxes to one busy number cost it nothing.
CREATE TABLE lane (
  destination  TEXT NOT NULL,
  seat         TEXT NOT NULL,
  active       INTEGER NOT NULL,
  priority     INTEGER NOT NULL,
  job          INTEGER NOT NULL REFERENCES job(id) ON DELETE CASCADE,
  PRIMARY KEY (destination, seat)
) WITHOUT ROWID;
CREATE INDEX lane_next ON lane(seat, active, priority, job);
CREATE INDEX lane_job ON lane(job);

CREATE TRIGGER job_queues AFTER INSERT ON job WHEN new.state IN ('queued', 'sending') BEGIN
  DELETE FROM lane WHERE destination = new.destination AND seat = new.seat;
  INSERT INTO lane SELECT destination, seat, 0, priority, id FROM job
    WHERE state = 'queued' AND destination = new.destination AND seat = new.seat ORDER BY priority, id LIMIT 1;
  UPDATE lane SET active = (SELECT count(*) FROM job WHERE state = 'sending' AND destination = new.destination)
    WHERE destination = new.destination;
END;
CREATE TRIGGER job_moves AFTER UPDATE OF state ON job
  WHEN old.state IN ('queued', 'sending') OR new.state IN ('queued', 'sending') BEGIN
  DELETE FROM lane WHERE destination = new.destination AND seat = new.seat;
  INSERT INTO lane SELECT destination, seat, 0, priority, id FROM job
    WHERE state = 'queued' AND destination = new.destination AND seat = new.seat ORDER BY priority, id LIMIT 1;
  UPDATE lane SET active = (SELECT count(*) FROM job WHERE state = 'sending' AND destination = new.destination)
    WHERE destination = new.destination;
END;

CREATE TABLE idempotency (
  key          TEXT PRIMARY KEY,
  fingerprint  TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE attempt (
  job          INTEGER NOT NULL REFERENCES job(id) ON DELETE CASCADE,
  number       INTEGER NOT NULL,
  started_at   INTEGER NOT NULL,
  ended_at     INTEGER,             -- none: open
  port         INTEGER NOT NULL,
  transport    TEXT NOT NULL,
  bit_rate     INTEGER NOT NULL,
  ecm          INTEGER NOT NULL,
  outcome      TEXT NOT NULL,
  answered     INTEGER NOT NULL,
  t30_code     INTEGER NOT NULL,
  t30_text     TEXT NOT NULL,
  sip_code     INTEGER NOT NULL,
  first_page   INTEGER NOT NULL,
  pages_done   INTEGER NOT NULL,
  remote_id    TEXT NOT NULL,
  PRIMARY KEY (job, number)
) WITHOUT ROWID;

CREATE TABLE page (
  job          INTEGER NOT NULL,
  attempt      INTEGER NOT NULL,
  seq          INTEGER NOT NULL,    -- order in the attempt
  page         INTEGER NOT NULL,    -- of the document
  width        INTEGER NOT NULL,
  length       INTEGER NOT NULL,
  bytes        INTEGER NOT NULL,
  bad_rows     INTEGER NOT NULL,
  bit_rate     INTEGER NOT NULL,
  resolution   TEXT NOT NULL,
  compression  TEXT NOT NULL,
  ecm          INTEGER NOT NULL,
  confirmed    INTEGER NOT NULL,
  PRIMARY KEY (job, attempt, seq),
  FOREIGN KEY (job, attempt) REFERENCES attempt(job, number) ON DELETE CASCADE
) WITHOUT ROWID;

-- Frames and signalling of a call. Without a foreign key to the attempt: its entries may
-- come before the attempt's end is written, and an unused claim erases its attempt.
CREATE TABLE trace (
  job          INTEGER NOT NULL REFERENCES job(id) ON DELETE CASCADE,
  attempt      INTEGER NOT NULL,
  seq          INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  way          TEXT NOT NULL,
  what         TEXT NOT NULL,
  detail       TEXT NOT NULL,
  PRIMARY KEY (job, attempt, seq)
) WITHOUT ROWID;
