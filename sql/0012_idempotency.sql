-- 0012_idempotency.sql -- a call that moves money, repeated with its key, has the effect of one.
--
-- Only effects are remembered, in the transaction that has them: a call that was refused may be tried again.

CREATE TABLE usher.idempotency (
    user_id     uuid        NOT NULL,
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,
    kind        text        NOT NULL,
    result_id   uuid        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT idempotency_key_once PRIMARY KEY (user_id, key),
    CONSTRAINT idempotency_key_length CHECK (char_length(key) BETWEEN 1 AND 255),
    CONSTRAINT idempotency_kind_known CHECK (kind IN ('charge', 'payment', 'refund'))
);
CREATE INDEX idempotency_by_age ON usher.idempotency (created_at);

-- Takes the key until the end of the transaction. The outcome is NULL for a new key, or replayed (with the first
-- result), in_flight (the first is still running) or key_reused. The lock is given back after the holder's commit can be
-- seen, so whoever gets it reads what the first has left.
CREATE FUNCTION usher.claim_key(p_user_id uuid, p_key text, p_fingerprint bytea, p_kind text,
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

-- Remembers the result under a key that claim_key has found to be new, or older than a day.
CREATE FUNCTION usher.remember_key(p_user_id uuid, p_key text, p_fingerprint bytea, p_kind text, p_result_id uuid)
RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO usher.idempotency AS i (user_id, key, fingerprint, kind, result_id)
    VALUES (p_user_id, p_key, p_fingerprint, p_kind, p_result_id)
    ON CONFLICT ON CONSTRAINT idempotency_key_once DO UPDATE SET
        fingerprint = excluded.fingerprint, kind = excluded.kind, result_id = excluded.result_id,
        created_at = excluded.created_at;
END
$$;
