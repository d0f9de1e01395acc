-- forget_expired.sql -- forgets what has had its time: a batch of each kind.
--
-- Idempotency records are kept for a day, refresh tokens until they expire (a session goes with its last one), webhooks
-- and deliveries that are done for a week, ends of sessions for a month (the longest life of a queue token), and what
-- was given up for three months. It deletes up to so many of each, so that a call is always short; it is called again
-- while it finds some.
CREATE OR REPLACE FUNCTION usher.forget_expired(p_rows_max int)
RETURNS TABLE (idempotency_records int, refresh_tokens int, webhook_events int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    v_families uuid[];
    v_deliveries int;
BEGIN
    DELETE FROM idempotency i USING (
        SELECT user_id, key FROM idempotency WHERE created_at <= now() - interval '24 hours'
        ORDER BY created_at LIMIT p_rows_max FOR UPDATE SKIP LOCKED) old
    WHERE i.user_id = old.user_id AND i.key = old.key;
    GET DIAGNOSTICS idempotency_records = ROW_COUNT;
    WITH gone AS (
        DELETE FROM refresh_tokens t USING (
            SELECT token_hash FROM refresh_tokens WHERE expires_at <= now()
            ORDER BY expires_at LIMIT p_rows_max FOR UPDATE SKIP LOCKED) old
        WHERE t.token_hash = old.token_hash
        RETURNING t.family_id)
    SELECT count(*), array_agg(DISTINCT family_id) INTO refresh_tokens, v_families FROM gone;
    DELETE FROM refresh_families f
    WHERE f.family_id = ANY (v_families)
      AND NOT EXISTS (SELECT FROM refresh_tokens t WHERE t.family_id = f.family_id);
    DELETE FROM webhook_events w USING (
        SELECT webhook_id FROM webhook_events WHERE created_at <= now() - interval '7 days'
        ORDER BY created_at LIMIT p_rows_max FOR UPDATE SKIP LOCKED) old
    WHERE w.webhook_id = old.webhook_id;
    GET DIAGNOSTICS webhook_events = ROW_COUNT;
    DELETE FROM deliveries d USING (
        SELECT delivery_id FROM deliveries
        WHERE ended_at <= now() - CASE WHEN last_error IS NULL THEN interval '7 days' ELSE interval '90 days' END
          AND ended_at <= now() - CASE WHEN kind = 'ended_session' THEN interval '30 days' ELSE interval '7 days' END
        ORDER BY ended_at LIMIT p_rows_max FOR UPDATE SKIP LOCKED) old
    WHERE d.delivery_id = old.delivery_id;
    GET DIAGNOSTICS v_deliveries = ROW_COUNT;
    webhook_events := webhook_events + v_deliveries;
    DELETE FROM uses u USING (
        SELECT user_id, what FROM uses WHERE since <= now() - interval '1 hour'
        ORDER BY since LIMIT p_rows_max FOR UPDATE SKIP LOCKED) old
    WHERE u.user_id = old.user_id AND u.what = old.what;
    RETURN NEXT;
END
$$;

GRANT EXECUTE ON FUNCTION usher.forget_expired(int) TO usher_scheduler;
