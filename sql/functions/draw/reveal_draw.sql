-- reveal_draw.sql -- lets the seed of a committed draw be read.
--
-- True when the seed may be read, from now on or since earlier.
CREATE OR REPLACE FUNCTION usher.reveal_draw(p_concert_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
BEGIN
    UPDATE draws d SET revealed_at = coalesce(d.revealed_at, now())
    WHERE d.concert_id = p_concert_id AND d.committed_at IS NOT NULL;
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION usher.reveal_draw(uuid) TO usher_scheduler;
