-- create_concert.sql -- as programs of 0.2.0 call it: see make_concert; goes with 0.4.0.
--
-- A policy that is left out (NULL) takes the default given here.
CREATE OR REPLACE FUNCTION usher.create_concert(
    p_name text, p_venue text, p_opens_at timestamptz, p_admit_per_second int, p_max_active int,
    p_admission_seconds int, p_claim_seconds int, p_grace_seconds int, p_hold_seconds int,
    p_max_seats_per_user int, p_refund_cutoff_seconds int, p_queueing text) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
    INSERT INTO concerts (name, venue, opens_at, admit_per_second, max_active, admission_seconds, claim_seconds,
                          grace_seconds, hold_seconds, max_seats_per_user, refund_cutoff_seconds, queueing)
    VALUES (p_name, p_venue, p_opens_at, coalesce(p_admit_per_second, 100), coalesce(p_max_active, 1000),
            coalesce(p_admission_seconds, 300), coalesce(p_claim_seconds, 60), coalesce(p_grace_seconds, 300),
            coalesce(p_hold_seconds, 300), coalesce(p_max_seats_per_user, 4),
            coalesce(p_refund_cutoff_seconds, 86400), coalesce(p_queueing, 'fifo'))
    RETURNING concert_id
$$;

GRANT EXECUTE ON FUNCTION usher.create_concert(text, text, timestamptz, int, int, int, int, int, int, int, int, text)
    TO usher_worker;
