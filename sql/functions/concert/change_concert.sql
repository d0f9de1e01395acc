-- change_concert.sql -- changes a concert and the policy of its queue.
--
-- What is NULL stays as it is. No row: no such concert.
CREATE OR REPLACE FUNCTION usher.change_concert(
    p_concert_id uuid, p_name text, p_venue text, p_time_zone text, p_opens_at timestamptz, p_admit_per_second int,
    p_max_active int, p_admission_seconds int, p_claim_seconds int, p_grace_seconds int, p_hold_seconds int,
    p_max_seats_per_user int, p_refund_cutoff_seconds int, p_checkin_opens_seconds int, p_queueing text)
RETURNS SETOF usher.concerts
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
BEGIN
    PERFORM check_time_zone(p_time_zone);
    RETURN QUERY UPDATE concerts SET
        name = coalesce(p_name, name),
        venue = coalesce(p_venue, venue),
        time_zone = coalesce(p_time_zone, time_zone),
        opens_at = coalesce(p_opens_at, opens_at),
        admit_per_second = coalesce(p_admit_per_second, admit_per_second),
        max_active = coalesce(p_max_active, max_active),
        admission_seconds = coalesce(p_admission_seconds, admission_seconds),
        claim_seconds = coalesce(p_claim_seconds, claim_seconds),
        grace_seconds = coalesce(p_grace_seconds, grace_seconds),
        hold_seconds = coalesce(p_hold_seconds, hold_seconds),
        max_seats_per_user = coalesce(p_max_seats_per_user, max_seats_per_user),
        refund_cutoff_seconds = coalesce(p_refund_cutoff_seconds, refund_cutoff_seconds),
        checkin_opens_seconds = coalesce(p_checkin_opens_seconds, checkin_opens_seconds),
        queueing = coalesce(p_queueing, queueing),
        version = version + 1
    WHERE concert_id = p_concert_id
    RETURNING *;
END
$$;

GRANT EXECUTE ON FUNCTION
    usher.change_concert(uuid, text, text, text, timestamptz, int, int, int, int, int, int, int, int, int, text)
    TO usher_worker;
