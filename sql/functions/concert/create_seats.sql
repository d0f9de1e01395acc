-- create_seats.sql -- makes the seats of the rows that begin between two seats of a show.
--
-- Seats are made in steps, each of which ends well within the time that a statement has.
CREATE OR REPLACE FUNCTION usher.create_seats(p_show_id uuid, p_first int, p_last int) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
    INSERT INTO seats (show_id, seat_id, section_no, row_label, number)
    SELECT r.show_id, r.first_seat_id + n - 1, r.section_no, r.label, r.prefix || replace(coalesce(r.seat_label, '%s'), '%s', coalesce(r.numbers[n], n::text))
    FROM rows r, generate_series(1, r.seats) AS n
    WHERE r.show_id = p_show_id AND r.first_seat_id BETWEEN p_first AND p_last
$$;

GRANT EXECUTE ON FUNCTION usher.create_seats(uuid, int, int) TO usher_worker;
