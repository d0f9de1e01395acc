-- begin_draw.sql -- the trigger of concerts that gives a lottery its secret seed.
--
-- The seed is drawn here, from the server's own strong randomness (122 bits of each UUID): no worker ever has it.
CREATE OR REPLACE FUNCTION usher.begin_draw() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    v_seed bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) ||
                           uuid_send(gen_random_uuid()));
BEGIN
    INSERT INTO usher.draws (concert_id, seed, seed_hash) VALUES (NEW.concert_id, v_seed, sha256(v_seed));
    RETURN NULL;
END
$$;
