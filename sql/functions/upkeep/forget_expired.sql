-- forget_expired.sql -- forgets what has had its time: a batch of each kind.
--
-- Idempotency records are kept for a day, refresh tokens until they expire (a session goes with its last one), webhooks
-- and deliveries that are done for a week, ends of sessions for a month (the longest life of a queue token), and what
-- was given up for three months. It deletes up to so many of each, so that a call is always short; it is called again
-- while it finds some. Each batch is chosen once (MATERIALIZED): a plan that chose it anew for each row would find others
-- in place of those that it has deleted.
CREATE OR REPLACE FUNCTION usher.forget_expired(p_rows_max int)
RETURNS TABLE (idempotency_records int, refresh_tokens int, webhook_events int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    v_families uuid[];
    v_deliveries int;
BEGIN
    WITH old AS MATERIALIZED (
        SELECT user_id, key FROM idempotency WHERE created_at <= now() - interval '24 hours'
        ORDER BY created_at LIMIT p_rows_max FOR UPDATE SKIP LOCKED)
    DELETE FROM idempotency i USING old
    WHERE i.user_id = old.user_id AND i.key = old.key;
    GET DIAGNOSTICS idempotency_records = ROW_COUNT;
    WITH old AS MATERIALIZED (
        SELECT token_hash FROM refresh_tokens WHERE expires_at <= now()
        ORDER BY expires_at LIMIT p_rows_max FOR UPDATE SKIP LOCKED),
    gone AS (
        DELETE FROM refresh_tokens t USING old
        WHERE t.token_hash = old.token_hash
        RETURNING t.family_id)
    SELECT count(*), array_agg(DISTINCT family_id) INTO refresh_tokens, v_families FROM gone;
    DELETE FROM refresh_families f
    WHERE f.family_id = ANY (v_families)
      AND NOT EXISTS (SELECT FROM refresh_tokens t WHERE t.family_id = f.family_id);
    WITH old AS MATERIALIZED (
        SELECT webhook_id FROM webhook_events WHERE created_at <= now() - interval '7 days'
        ORDER BY created_at LIMIT p_rows_max FOR UPDATE SKIP LOCKED)
    DELETE FROM webhook_events w USING old
    WHERE w.webhook_id = old.webhook_id;
    GET DIAGNOSTICS webhook_events = ROW_COUNT;
    WITH old AS MATERIALIZED (
        SELECT delivery_id FROM deliveries
        WHERE ended_at <= now() - CASE WHEN last_error IS NULL THEN interval '7 days' ELSE interval '90 days' END
          AND ended_at <= now() - CASE WHEN kind = 'ended_session' THEN interval '30 days' ELSE interval '7 days' END
        ORDER BY ended_at LIMIT p_rows_max FOR UPDATE SKIP LOCKED)
    DELETE FROM deliveries d USING old
    WHERE d.delivery_id = old.delivery_id;
    GET DIAGNOSTICS v_deliveries = ROW_COUNT;
    webhook_events := webhook_events + v_deliveries;
    WITH old AS MATERIALIZED (
        SELECT user_id, what FROM uses WHERE since <= now() - interval '1 hour'
        ORDER BY since LIMIT p_rows_max FOR UPDATE SKIP LOCKED)
    DELETE FROM uses u USING old
    WHERE u.user_id = old.user_id AND u.what = old.what;
    RETURN NEXT;
END
$$;

GRANT EXECUTE ON FUNCTION usher.forget_expired(int) TO usher_scheduler;
