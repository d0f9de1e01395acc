-- 0034_uses.sql -- how often somebody does what leaves a record, so that nobody fills the database.
--
-- A row counts what one user does of one kind within an hour; it is forgotten after that.

CREATE TABLE usher.uses (
    user_id uuid        NOT NULL,
    what    text        NOT NULL,
    since   timestamptz NOT NULL,
    count   int         NOT NULL,
    CONSTRAINT uses_once PRIMARY KEY (user_id, what),
    CONSTRAINT uses_what_known CHECK (what IN ('top_up', 'refund', 'session', 'refresh')),
    CONSTRAINT uses_count_positive CHECK (count > 0)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX uses_by_age ON usher.uses (since);

GRANT SELECT ON usher.uses TO usher_worker;
