-- uuid_v7.sql -- identifiers that are ordered by the time of their making (RFC 9562, section 5.7).
--
-- The twelve bits after the version hold the fraction of the millisecond (method 3 of section 6.2), so that ids made one
-- after the other are in their order, as long as nobody sets the clock back: what must not depend on that has a number
-- (number_entry.sql).
--
-- One expression, so that it becomes a part of the statement that needs an id: the 60 bits of milliseconds and their
-- fraction (microseconds x 4.096) as 15 hexadecimal digits, the version between the twelfth and the last three, and the
-- second half of a random UUID, which has the right variant bits already.
CREATE OR REPLACE FUNCTION usher.uuid_v7() RETURNS uuid
LANGUAGE sql VOLATILE AS $$
    SELECT (overlay(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000000)::bigint * 512 / 125), 15, '0')
                    PLACING '7' FROM 13 FOR 0)
            || substr(gen_random_uuid()::text, 19))::uuid
$$;

GRANT EXECUTE ON FUNCTION usher.uuid_v7() TO usher_worker, usher_scheduler;
