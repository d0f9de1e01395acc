-- uuid_v7.sql -- identifiers that are ordered by the time of their making (RFC 9562, section 5.7).
--
-- The twelve bits after the version hold the fraction of the millisecond (method 3 of section 6.2), so that ids made one
-- after the other are in their order, as long as nobody sets the clock back: what must not depend on that has a number
-- (number_entry.sql).
CREATE OR REPLACE FUNCTION usher.uuid_v7() RETURNS uuid
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    now_us bigint := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
    head bigint := ((now_us / 1000) << 16) | x'7000'::bigint | ((now_us % 1000) * 4096 / 1000);
BEGIN
    -- A random UUID has the right variant bits already; only its first half is replaced.
    RETURN encode(overlay(uuid_send(gen_random_uuid()) PLACING int8send(head) FROM 1), 'hex')::uuid;
END
$$;

GRANT EXECUTE ON FUNCTION usher.uuid_v7() TO usher_worker, usher_scheduler;
