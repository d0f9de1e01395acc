-- rotate_session.sql -- spends the old refresh token and stores the new one.
--
-- A token is spent by its first use. A second use means that somebody has a copy, so it revokes the whole family. The
-- lock on both rows makes concurrent rotations wait for each other and then see what the first has done: one of them
-- wins, and the others have used a spent token.
CREATE OR REPLACE FUNCTION usher.rotate_session(p_old_hash bytea, p_new_hash bytea, p_expires_at timestamptz)
RETURNS TABLE (outcome text, user_id uuid, role text, email text, family_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    held record;
BEGIN
    SELECT t.spent_at, t.expires_at, f.revoked_at, f.family_id, u.user_id, u.role, u.email INTO held
    FROM refresh_tokens t JOIN refresh_families f USING (family_id) JOIN users u USING (user_id)
    WHERE t.token_hash = p_old_hash
    FOR UPDATE OF t, f;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'unknown', NULL::uuid, NULL, NULL, NULL::uuid;
        RETURN;
    END IF;
    outcome := CASE WHEN held.revoked_at IS NOT NULL THEN 'revoked'
                    WHEN held.spent_at IS NOT NULL THEN 'spent'
                    WHEN held.expires_at <= clock_timestamp() THEN 'expired'
                    ELSE 'rotated' END;
    IF outcome = 'spent' THEN
        UPDATE refresh_families SET revoked_at = now() WHERE family_id = held.family_id;
    ELSIF outcome = 'rotated' THEN
        PERFORM count_use(held.user_id, 'refresh', 300);
        UPDATE refresh_tokens SET spent_at = now() WHERE token_hash = p_old_hash;
        INSERT INTO refresh_tokens (token_hash, family_id, expires_at) VALUES (p_new_hash, held.family_id, p_expires_at);
    END IF;
    RETURN QUERY SELECT outcome, held.user_id, held.role, held.email, held.family_id;
END
$$;

GRANT EXECUTE ON FUNCTION usher.rotate_session(bytea, bytea, timestamptz) TO usher_worker;
