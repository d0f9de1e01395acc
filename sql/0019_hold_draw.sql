-- 0019_hold_draw.sql -- the steps of a draw for the scheduler, and what workers may know of it.

-- Takes the draw for the caller's transaction; no row: another scheduler has it, or the concert is no lottery. The
-- caller reads the lobby meanwhile, which for a million people takes longer than a transaction is left idle otherwise.
CREATE FUNCTION usher.take_draw(p_concert_id uuid) RETURNS SETOF usher.draws
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
BEGIN
    PERFORM set_config('idle_in_transaction_session_timeout', '60s', true);
    RETURN QUERY SELECT * FROM draws d WHERE d.concert_id = p_concert_id FOR UPDATE SKIP LOCKED;
END
$$;

-- Refused (draws_kept) once the draw is committed. The lock keeps two transactions from writing one list.
CREATE FUNCTION usher.add_draw_chunk(p_concert_id uuid, p_chunk_no int, p_entrants bytea, p_places bytea, p_root bytea)
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

-- False when the chunks are not those of so many entrants, all but the last of them full.
CREATE FUNCTION usher.commit_draw(p_concert_id uuid, p_entrants int, p_root bytea, p_first_number bigint,
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

-- True when the seed may be read, from now on or since earlier.
CREATE FUNCTION usher.reveal_draw(p_concert_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
BEGIN
    UPDATE draws d SET revealed_at = coalesce(d.revealed_at, now())
    WHERE d.concert_id = p_concert_id AND d.committed_at IS NOT NULL;
    RETURN FOUND;
END
$$;

-- What is public of a draw.
CREATE VIEW usher.public_draws WITH (security_barrier) AS
    SELECT concert_id, seed_hash, entrants, root, first_number, committed_at, revealed_at,
           CASE WHEN revealed_at IS NOT NULL THEN seed END AS seed
    FROM usher.draws;

-- An entrant's place in a revealed draw: one row of the list is read. No row: not in the draw.
CREATE FUNCTION usher.draw_place(p_concert_id uuid, p_entrant bytea)
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

GRANT SELECT ON usher.public_draws TO usher_worker, usher_scheduler;
GRANT SELECT (concert_id, chunk_no, first_entrant, entrants, root) ON usher.draw_chunks TO usher_worker;
GRANT SELECT ON usher.draws, usher.draw_chunks TO usher_scheduler;
GRANT EXECUTE ON FUNCTION usher.draw_place(uuid, bytea) TO usher_worker;
GRANT EXECUTE ON FUNCTION
    usher.take_draw(uuid), usher.add_draw_chunk(uuid, int, bytea, bytea, bytea),
    usher.commit_draw(uuid, int, bytea, bigint, bigint), usher.reveal_draw(uuid) TO usher_scheduler;
