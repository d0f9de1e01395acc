-- end_delivery.sql -- what came of a try: done (neither an error nor another hour), put off, or given up (no other
-- hour).
--
-- False when somebody else has taken it since, as the lease was over: what they find out counts.
CREATE OR REPLACE FUNCTION usher.end_delivery(p_delivery_id bigint, p_tries int, p_error text, p_next_seconds int)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
BEGIN
    UPDATE deliveries d
    SET last_error = p_error, next_at = now() + make_interval(secs => coalesce(p_next_seconds, 0)),
        ended_at = CASE WHEN p_next_seconds IS NULL THEN now() END
    WHERE d.delivery_id = p_delivery_id AND d.tries = p_tries AND d.ended_at IS NULL;
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION usher.end_delivery(bigint, int, text, int) TO usher_scheduler;
