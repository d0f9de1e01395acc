-- draw_place.sql -- an entrant's place in a revealed draw: one row of the list is read.
--
-- No row: not in the draw.
CREATE OR REPLACE FUNCTION usher.draw_place(p_concert_id uuid, p_entrant bytea)
RETURNS TABLE (entrant_index int, place int, queue_number bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = usher, pg_temp AS $$
    SELECT f.chunk_no * 4096 + f.at / 32, p.place, d.first_number + p.place - 1
    FROM draws d
    CROSS JOIN LATERAL (
        SELECT c.chunk_no, c.places, position(p_entrant IN c.entrants) - 1 AS at FROM draw_chunks c
        WHERE c.concert_id = d.concert_id AND c.first_entrant <= p_entrant
        ORDER BY c.first_entrant DESC LIMIT 1) f
    CROSS JOIN LATERAL (
        SELECT ('x' || encode(substr(f.places, f.at / 8 + 1, 4), 'hex'))::bit(32)::int AS place) p
    WHERE d.concert_id = p_concert_id AND d.revealed_at IS NOT NULL AND octet_length(p_entrant) = 32
      AND f.at >= 0 AND f.at % 32 = 0
$$;

GRANT EXECUTE ON FUNCTION usher.draw_place(uuid, bytea) TO usher_worker;
