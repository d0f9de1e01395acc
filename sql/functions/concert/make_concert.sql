-- make_concert.sql -- makes a concert, whose sale is not open yet.
--
-- The time zone is one of the IANA database. Postgres knows more (abbreviations, rules as POSIX writes them), which
-- browsers do not: they are refused.
CREATE OR REPLACE FUNCTION usher.make_concert(
    p_name text, p_venue text, p_time_zone text, p_opens_at timestamptz, p_admit_per_second int, p_max_active int,
    p_admission_seconds int, p_claim_seconds int, p_grace_seconds int, p_hold_seconds int,
    p_max_seats_per_user int, p_refund_cutoff_seconds int, p_checkin_opens_seconds int, p_queueing text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
DECLARE
    v_concert_id uuid;
BEGIN
    PERFORM check_time_zone(p_time_zone);
    INSERT INTO concerts (name, venue, time_zone, opens_at, admit_per_second, max_active, admission_seconds,
                          claim_seconds, grace_seconds, hold_seconds, max_seats_per_user, refund_cutoff_seconds,
                          checkin_opens_seconds, queueing)
    VALUES (p_name, p_venue, p_time_zone, p_opens_at, p_admit_per_second, p_max_active, p_admission_seconds,
            p_claim_seconds, p_grace_seconds, p_hold_seconds, p_max_seats_per_user, p_refund_cutoff_seconds,
            p_checkin_opens_seconds, p_queueing)
    RETURNING concert_id INTO v_concert_id;
    RETURN v_concert_id;
END
$$;

GRANT EXECUTE ON FUNCTION
    usher.make_concert(text, text, text, timestamptz, int, int, int, int, int, int, int, int, int, text)
    TO usher_worker;
