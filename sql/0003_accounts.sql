-- 0003_accounts.sql -- people and their wallets.

CREATE TABLE usher.users (
    user_id       uuid        NOT NULL DEFAULT usher.uuid_v7(),
    email         text        NOT NULL,
    password_hash text        NOT NULL,
    role          text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT users_id_once PRIMARY KEY (user_id),
    CONSTRAINT users_email_once UNIQUE (email),
    -- Collation "C" folds ASCII letters only, as the workers do, whatever the locale of the cluster.
    CONSTRAINT users_email_lower_case CHECK (email = lower(email COLLATE "C")),
    CONSTRAINT users_email_length CHECK (char_length(email) BETWEEN 3 AND 254),
    CONSTRAINT users_password_hash_length CHECK (char_length(password_hash) BETWEEN 1 AND 512),
    CONSTRAINT users_role_known CHECK (role IN ('buyer', 'staff', 'admin'))
);

-- Every movement of points updates its wallet: free space in the page keeps the update off the index.
CREATE TABLE usher.wallets (
    user_id uuid   NOT NULL,
    balance bigint NOT NULL DEFAULT 0,
    CONSTRAINT wallets_user_once PRIMARY KEY (user_id),
    CONSTRAINT wallets_user_exists FOREIGN KEY (user_id) REFERENCES usher.users,
    CONSTRAINT wallets_balance_not_negative CHECK (balance >= 0),
    CONSTRAINT wallets_balance_limit CHECK (balance <= 100000000)
) WITH (fillfactor = 70);

-- Makes a user with an empty wallet. Only the owner of the database may make anything but a buyer: a worker that can be
-- talked into calling this makes no administrator.
CREATE FUNCTION usher.register_user(p_email text, p_password_hash text, p_role text) RETURNS uuid
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

GRANT SELECT ON usher.users, usher.wallets TO usher_worker;
GRANT EXECUTE ON FUNCTION usher.register_user(text, text, text) TO usher_worker;
