-- repeat_deliveries.sql -- what was done in the last so many seconds is done once more, as its effect was lost.
CREATE OR REPLACE FUNCTION usher.repeat_deliveries(p_kind text, p_seconds bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_repeated bigint;
BEGIN
    UPDATE deliveries d SET ended_at = NULL, next_at = now()
    WHERE d.kind = p_kind AND d.ended_at IS NOT NULL AND d.created_at > now() - make_interval(secs => p_seconds);
    GET DIAGNOSTICS v_repeated = ROW_COUNT;
    RETURN v_repeated;
END
$$;

GRANT EXECUTE ON FUNCTION usher.repeat_deliveries(text, bigint) TO usher_scheduler, usher_worker;
