-- record_opened.sql -- records that a concert's hour has come.
--
-- For the scheduler, when `opens_at` was reached by the clock of Redis. The version is the one it has mirrored: a
-- concert that an administrator has put off at the last moment is not opened by an old mirror.
CREATE OR REPLACE FUNCTION usher.record_opened(p_concert_id uuid, p_version bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
BEGIN
    UPDATE concerts c SET state = 'OPEN', version = c.version + 1
    WHERE c.concert_id = p_concert_id AND c.version = p_version AND c.state = 'SCHEDULED' AND c.opens_at IS NOT NULL;
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION usher.record_opened(uuid, bigint) TO usher_scheduler;
