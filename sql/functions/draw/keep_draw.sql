-- keep_draw.sql -- the trigger of draws: every step is taken once, and what is written stays, for the owner too.
CREATE OR REPLACE FUNCTION usher.keep_draw() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.concert_id, NEW.seed, NEW.seed_hash) IS DISTINCT FROM (OLD.concert_id, OLD.seed, OLD.seed_hash)
       OR (OLD.committed_at IS NOT NULL
           AND (NEW.entrants, NEW.root, NEW.first_number, NEW.closed_us, NEW.committed_at) IS DISTINCT FROM
               (OLD.entrants, OLD.root, OLD.first_number, OLD.closed_us, OLD.committed_at))
       OR (OLD.revealed_at IS NOT NULL AND NEW.revealed_at IS DISTINCT FROM OLD.revealed_at)
       OR (OLD.committed_at IS NULL AND NEW.revealed_at IS NOT NULL) THEN
        RAISE insufficient_privilege USING
            MESSAGE = 'what a draw has fixed is not changed', CONSTRAINT = 'draws_kept', TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA;
    END IF;
    RETURN NEW;
END
$$;
