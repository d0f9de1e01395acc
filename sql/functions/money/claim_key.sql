-- claim_key.sql -- takes an idempotency key until the end of the transaction.
--
-- The outcome is NULL for a new key, or replayed (with the first result), in_flight (the first is still running) or
-- key_reused. The lock is given back after the holder's commit can be seen, so whoever gets it reads what the first
-- has left.
--
-- Only effects are remembered, in the transaction that has them: a call that was refused may be tried again.
CREATE OR REPLACE FUNCTION usher.claim_key(p_user_id uuid, p_key text, p_fingerprint bytea, p_kind text,
                                           OUT outcome text, OUT result_id uuid)
LANGUAGE plpgsql AS $$
DECLARE
    v_fits boolean;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended(p_user_id::text || p_key, 0)) THEN
        outcome := 'in_flight';
        RETURN;
    END IF;
    SELECT i.result_id, i.fingerprint = p_fingerprint AND i.kind = p_kind INTO result_id, v_fits
    FROM usher.idempotency i
    WHERE i.user_id = p_user_id AND i.key = p_key AND i.created_at > now() - interval '24 hours';
    IF FOUND THEN
        outcome := CASE WHEN v_fits THEN 'replayed' ELSE 'key_reused' END;
        result_id := CASE WHEN v_fits THEN result_id END;
    END IF;
END
$$;
