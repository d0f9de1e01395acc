-- register_user.sql -- makes a user with an empty wallet.
--
-- Only the owner of the database may make anything but a buyer: a worker that can be talked into calling this makes no
-- administrator.
CREATE OR REPLACE FUNCTION usher.register_user(p_email text, p_password_hash text, p_role text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_user_id uuid;
BEGIN
    IF p_role IN ('staff', 'admin') AND NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = format('only the owner registers a user of role %s', p_role);
    END IF;
    INSERT INTO users (email, password_hash, role) VALUES (p_email, p_password_hash, p_role)
    RETURNING users.user_id INTO v_user_id;
    INSERT INTO wallets (user_id) VALUES (v_user_id);
    RETURN v_user_id;
END
$$;

GRANT EXECUTE ON FUNCTION usher.register_user(text, text, text) TO usher_worker;
