-- Far ends that need another way of sending than T.38 with everything.
CREATE TABLE method (
  line     TEXT NOT NULL,
  number   TEXT NOT NULL,     -- as job.destination
  first    TEXT NOT NULL,     -- the way calls begin with
  learned  INTEGER NOT NULL,  -- ms since 1970: after a while everything is tried again
  PRIMARY KEY (line, number)
) WITHOUT ROWID;
