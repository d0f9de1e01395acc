-- add_draw_chunk.sql -- adds up to 4,096 entrants to the list of a draw.
--
-- Refused (draws_kept) once the draw is committed. The lock keeps two transactions from writing one list.
CREATE OR REPLACE FUNCTION usher.add_draw_chunk(
    p_concert_id uuid, p_chunk_no int, p_entrants bytea, p_places bytea, p_root bytea)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
BEGIN
    PERFORM FROM draws d WHERE d.concert_id = p_concert_id AND d.committed_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING
            MESSAGE = 'the list of entrants is closed', CONSTRAINT = 'draws_kept', TABLE = 'draws', SCHEMA = 'usher';
    END IF;
    INSERT INTO draw_chunks (concert_id, chunk_no, first_entrant, entrants, places, root)
    VALUES (p_concert_id, p_chunk_no, substr(p_entrants, 1, 32), p_entrants, p_places, p_root);
END
$$;

GRANT EXECUTE ON FUNCTION usher.add_draw_chunk(uuid, int, bytea, bytea, bytea) TO usher_scheduler;
