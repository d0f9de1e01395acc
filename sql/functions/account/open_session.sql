-- open_session.sql -- stores the first refresh token of a sign-in; answers the family of all that are rotated out of
-- it.
--
-- Only the SHA-256 of a token is stored.
CREATE OR REPLACE FUNCTION usher.open_session(p_user_id uuid, p_token_hash bytea, p_expires_at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_family_id uuid;
BEGIN
    PERFORM count_use(p_user_id, 'session', 100);
    INSERT INTO refresh_families (user_id) VALUES (p_user_id) RETURNING refresh_families.family_id INTO v_family_id;
    INSERT INTO refresh_tokens (token_hash, family_id, expires_at) VALUES (p_token_hash, v_family_id, p_expires_at);
    RETURN v_family_id;
END
$$;

GRANT EXECUTE ON FUNCTION usher.open_session(uuid, bytea, timestamptz) TO usher_worker;
