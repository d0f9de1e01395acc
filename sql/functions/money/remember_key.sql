-- remember_key.sql -- remembers the result under a key that claim_key has found to be new, or older than a day.
CREATE OR REPLACE FUNCTION usher.remember_key(
    p_user_id uuid, p_key text, p_fingerprint bytea, p_kind text, p_result_id uuid)
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
