-- commit_draw.sql -- fixes a draw: its list, root and places.
--
-- False when the chunks are not those of so many entrants, all but the last of them full.
CREATE OR REPLACE FUNCTION usher.commit_draw(p_concert_id uuid, p_entrants int, p_root bytea, p_first_number bigint,
                                             p_closed_us bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
DECLARE
    v_chunks int;
    v_last int;
    v_entrants bigint;
BEGIN
    SELECT count(*), coalesce(max(chunk_no), -1), coalesce(sum(octet_length(c.entrants)) / 32, 0)
    INTO v_chunks, v_last, v_entrants FROM draw_chunks c WHERE c.concert_id = p_concert_id;
    IF v_entrants <> p_entrants OR v_chunks <> v_last + 1 OR v_chunks <> (p_entrants + 4095) / 4096 THEN
        RETURN false;
    END IF;
    UPDATE draws d SET entrants = p_entrants, root = p_root, first_number = p_first_number, closed_us = p_closed_us,
                       committed_at = now()
    WHERE d.concert_id = p_concert_id;
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION usher.commit_draw(uuid, int, bytea, bigint, bigint) TO usher_scheduler;
