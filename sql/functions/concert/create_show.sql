-- create_show.sql -- makes a show with its sections, rows and seats, in one step.
--
-- The list is JSON as in the API: [{"name", "rows", "seatsPerRow", "price"}, …].
CREATE OR REPLACE FUNCTION usher.create_show(p_concert_id uuid, p_starts_at timestamptz, p_sections jsonb)
RETURNS TABLE (show_id uuid, show_no int, seats_total int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
#variable_conflict use_column
BEGIN
    SELECT s.* INTO show_id, show_no, seats_total FROM create_show_rows(p_concert_id, p_starts_at, p_sections) AS s;
    PERFORM create_seats(create_show.show_id, 1, seats_total);
    RETURN NEXT;
END
$$;

GRANT EXECUTE ON FUNCTION usher.create_show(uuid, timestamptz, jsonb) TO usher_worker;
