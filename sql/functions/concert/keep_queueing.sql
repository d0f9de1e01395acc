-- keep_queueing.sql -- the trigger of concerts that keeps what a lottery's entrants rely on.
--
-- Who joins after a lottery's hour has a number above it, and who is drawn has one below it. So the hour may move
-- while the lobby is open, never into the past, and not afterwards.
--
-- Only a person who opens a lottery moves its hour; the clock of Redis does not. The scheduler records that the hour
-- has come by Redis's clock: where Postgres's own is behind, the hour must not become an earlier one than that at
-- which the lobby was closed.
CREATE OR REPLACE FUNCTION usher.keep_queueing() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := date_trunc('milliseconds', now());
BEGIN
    IF NEW.queueing <> OLD.queueing THEN
        RAISE check_violation USING
            MESSAGE = 'how a line is formed is not changed', CONSTRAINT = 'concerts_queueing_kept',
            TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
    END IF;
    IF NEW.queueing = 'lottery' AND NEW.opens_at IS DISTINCT FROM OLD.opens_at THEN
        IF OLD.state <> 'SCHEDULED' OR OLD.opens_at <= v_now THEN
            RAISE check_violation USING
                MESSAGE = 'the lobby is closed', CONSTRAINT = 'concerts_lobby_closed', TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA;
        END IF;
        NEW.opens_at := greatest(NEW.opens_at, v_now);
    END IF;
    RETURN NEW;
END
$$;
