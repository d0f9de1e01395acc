-- count_use.sql -- counts what a user does, and refuses what is more than so many an hour.
--
-- The refusal undoes the count with all else. Programs of the release before take it for an hour in which the database is
-- full (53400), and answer 503. A clock that was set back begins a new hour.
CREATE OR REPLACE FUNCTION usher.count_use(p_user_id uuid, p_what text, p_most int) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_count int;
BEGIN
    INSERT INTO usher.uses AS u (user_id, what, since, count) VALUES (p_user_id, p_what, v_now, 1)
    ON CONFLICT ON CONSTRAINT uses_once DO UPDATE SET
        count = CASE WHEN u.since BETWEEN clock_timestamp() - interval '1 hour' AND clock_timestamp()
                     THEN u.count + 1 ELSE 1 END,
        since = CASE WHEN u.since BETWEEN clock_timestamp() - interval '1 hour' AND clock_timestamp()
                     THEN u.since ELSE v_now END
    RETURNING u.count INTO v_count;
    IF v_count > p_most THEN
        RAISE SQLSTATE '53400' USING
            MESSAGE = format('more than %s of %s an hour', p_most, p_what), CONSTRAINT = 'uses_an_hour',
            TABLE = 'uses', SCHEMA = 'usher';
    END IF;
END
$$;
