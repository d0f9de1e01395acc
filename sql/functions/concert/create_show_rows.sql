-- create_show_rows.sql -- makes a show with its sections and rows, and without its seats yet.
--
-- The list is JSON as in the API: [{"name", "rows", "seatsPerRow", "price"}, …].
CREATE OR REPLACE FUNCTION usher.create_show_rows(p_concert_id uuid, p_starts_at timestamptz, p_sections jsonb)
RETURNS TABLE (show_id uuid, show_no int, seats_total int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO shows (concert_id, starts_at, seats_total)
    VALUES (p_concert_id, p_starts_at, count_seats(p_sections))
    RETURNING shows.show_id, shows.show_no, shows.seats_total INTO show_id, show_no, seats_total;
    PERFORM create_sections(create_show_rows.show_id, p_sections);
    PERFORM create_rows(create_show_rows.show_id);
    UPDATE concerts SET version = version + 1 WHERE concert_id = p_concert_id;
    RETURN NEXT;
END
$$;

GRANT EXECUTE ON FUNCTION usher.create_show_rows(uuid, timestamptz, jsonb) TO usher_worker;
