-- close_session.sql -- revokes a family of refresh tokens.
--
-- True when the user has that family: it is revoked from now on, and closing it again is no error.
CREATE OR REPLACE FUNCTION usher.close_session(p_family_id uuid, p_user_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
BEGIN
    UPDATE refresh_families f SET revoked_at = coalesce(f.revoked_at, now())
    WHERE f.family_id = p_family_id AND f.user_id = p_user_id;
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION usher.close_session(uuid, uuid) TO usher_worker;
