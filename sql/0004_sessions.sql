-- 0004_sessions.sql -- refresh tokens, by family: one sign-in and every token that was rotated out of it.
--
-- A token is spent by its first use. A second use means that somebody has a copy, so it revokes the whole family.
-- Only the SHA-256 of a token is stored.

CREATE TABLE usher.refresh_families (
    family_id  uuid        NOT NULL DEFAULT usher.uuid_v7(),
    user_id    uuid        NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT refresh_families_id_once PRIMARY KEY (family_id),
    CONSTRAINT refresh_families_user_exists FOREIGN KEY (user_id) REFERENCES usher.users
);

CREATE TABLE usher.refresh_tokens (
    token_hash bytea       NOT NULL,
    family_id  uuid        NOT NULL,
    expires_at timestamptz NOT NULL,
    spent_at   timestamptz,
    CONSTRAINT refresh_tokens_hash_once PRIMARY KEY (token_hash),
    CONSTRAINT refresh_tokens_hash_length CHECK (octet_length(token_hash) = 32),
    CONSTRAINT refresh_tokens_family_exists FOREIGN KEY (family_id) REFERENCES usher.refresh_families
);
CREATE INDEX refresh_tokens_by_family ON usher.refresh_tokens (family_id);
CREATE INDEX refresh_tokens_by_expiry ON usher.refresh_tokens (expires_at);

CREATE FUNCTION usher.open_session(p_user_id uuid, p_token_hash bytea, p_expires_at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_family_id uuid;
BEGIN
    INSERT INTO refresh_families (user_id) VALUES (p_user_id) RETURNING refresh_families.family_id INTO v_family_id;
    INSERT INTO refresh_tokens (token_hash, family_id, expires_at) VALUES (p_token_hash, v_family_id, p_expires_at);
    RETURN v_family_id;
END
$$;

-- Spends the old token and stores the new one. The lock on both rows makes concurrent rotations wait for each other and
-- then see what the first has done: one of them wins, and the others have used a spent token.
CREATE FUNCTION usher.rotate_session(p_old_hash bytea, p_new_hash bytea, p_expires_at timestamptz)
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
        UPDATE refresh_tokens SET spent_at = now() WHERE token_hash = p_old_hash;
        INSERT INTO refresh_tokens (token_hash, family_id, expires_at) VALUES (p_new_hash, held.family_id, p_expires_at);
    END IF;
    RETURN QUERY SELECT outcome, held.user_id, held.role, held.email, held.family_id;
END
$$;

-- True when the user has that family: it is revoked from now on, and closing it again is no error.
CREATE FUNCTION usher.close_session(p_family_id uuid, p_user_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
BEGIN
    UPDATE refresh_families f SET revoked_at = coalesce(f.revoked_at, now())
    WHERE f.family_id = p_family_id AND f.user_id = p_user_id;
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION usher.open_session(uuid, bytea, timestamptz),
                          usher.rotate_session(bytea, bytea, timestamptz),
                          usher.close_session(uuid, uuid) TO usher_worker;
