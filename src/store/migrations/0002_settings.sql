-- Settings that clients change. One row for the server, one a port in configured order.

CREATE TABLE server_settings (
  one                     INTEGER PRIMARY KEY CHECK (one = 1),
  retries                 INTEGER NOT NULL,
  retry_delay             INTEGER NOT NULL,
  dirty_days              INTEGER NOT NULL,
  branding                INTEGER NOT NULL,
  use_device_tsid         INTEGER NOT NULL,
  server_coverpage        INTEGER NOT NULL,
  pause_server_queue      INTEGER NOT NULL,
  archive_outbound_faxes  INTEGER NOT NULL,
  archive_directory       TEXT NOT NULL,
  server_mapi_profile     TEXT NOT NULL,
  discount_start_hour     INTEGER NOT NULL,
  discount_start_minute   INTEGER NOT NULL,
  discount_end_hour       INTEGER NOT NULL,
  discount_end_minute     INTEGER NOT NULL
);

CREATE TABLE port_settings (
  seq              INTEGER PRIMARY KEY,
  port             INTEGER NOT NULL,
  name             TEXT NOT NULL,
  line             TEXT NOT NULL,
  tsid             TEXT NOT NULL,
  csid             TEXT NOT NULL,
  send             INTEGER NOT NULL,
  receive          INTEGER NOT NULL,
  rings            INTEGER NOT NULL,
  priority         INTEGER NOT NULL,
  can_modify       INTEGER NOT NULL,
  routing_methods  TEXT NOT NULL    -- JSON list
);
