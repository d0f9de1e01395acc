-- renew_password_hash.sql -- puts another hash of the same password in the place of one.
--
-- True unless the hash was changed meanwhile.
CREATE OR REPLACE FUNCTION usher.renew_password_hash(p_user_id uuid, p_old text, p_new text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
BEGIN
    UPDATE users SET password_hash = p_new WHERE user_id = p_user_id AND password_hash = p_old;
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION usher.renew_password_hash(uuid, text, text) TO usher_worker;
