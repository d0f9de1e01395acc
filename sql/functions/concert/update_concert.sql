-- update_concert.sql -- as programs of 0.2.0 call it: see change_concert; goes with 0.4.0.
CREATE OR REPLACE FUNCTION usher.update_concert(
    p_concert_id uuid, p_name text, p_venue text, p_opens_at timestamptz, p_admit_per_second int, p_max_active int,
    p_admission_seconds int, p_claim_seconds int, p_grace_seconds int, p_hold_seconds int,
    p_max_seats_per_user int, p_refund_cutoff_seconds int, p_queueing text) RETURNS SETOF usher.concerts
LANGUAGE sql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
    SELECT * FROM change_concert(p_concert_id, p_name, p_venue, NULL, p_opens_at, p_admit_per_second, p_max_active,
        p_admission_seconds, p_claim_seconds, p_grace_seconds, p_hold_seconds, p_max_seats_per_user,
        p_refund_cutoff_seconds, NULL, p_queueing)
$$;

GRANT EXECUTE ON FUNCTION
    usher.update_concert(uuid, text, text, timestamptz, int, int, int, int, int, int, int, int, text) TO usher_worker;
