-- read_session.sql -- whose session a kept refresh token belongs to, without spending it.
--
-- For a token in a cookie that no script can read: it stays the same for the whole session, so that two tabs, a page
-- that is left while it loads and an answer that is lost cannot make it look used twice. One that was spent all the
-- same was copied, which revokes its family as in rotate_session.
CREATE OR REPLACE FUNCTION usher.read_session(p_token_hash bytea)
RETURNS TABLE (outcome text, user_id uuid, role text, email text, family_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT CASE WHEN f.revoked_at IS NOT NULL THEN 'revoked'
                WHEN t.spent_at IS NOT NULL THEN 'spent'
                WHEN t.expires_at <= clock_timestamp() THEN 'expired'
                ELSE 'open' END, u.user_id, u.role, u.email, f.family_id
    FROM refresh_tokens t JOIN refresh_families f USING (family_id) JOIN users u USING (user_id)
    WHERE t.token_hash = p_token_hash;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'unknown', NULL::uuid, NULL, NULL, NULL::uuid;
    END IF;
    UPDATE refresh_families f SET revoked_at = now()
    FROM refresh_tokens t
    WHERE t.token_hash = p_token_hash AND t.spent_at IS NOT NULL
      AND f.family_id = t.family_id AND f.revoked_at IS NULL;
END
$$;

GRANT EXECUTE ON FUNCTION usher.read_session(bytea) TO usher_worker;
