-- 0008_create_show.sql -- makes a show with its sections and seats from a list of sections.

-- The sum is numeric, and cut to what an int holds, so that absurd sizes reach the constraint instead of an overflow.
CREATE FUNCTION usher.count_seats(p_sections jsonb) RETURNS int
LANGUAGE sql STABLE AS $$
    SELECT least(coalesce(sum(s.rows::numeric * s."seatsPerRow"), 0), 2147483647)::int
    FROM jsonb_to_recordset(p_sections) AS s (rows int, "seatsPerRow" int)
$$;

CREATE FUNCTION usher.create_sections(p_show_id uuid, p_sections jsonb) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO usher.sections (show_id, section_no, name, row_count, seats_per_row, price, first_seat_id, first_row)
    SELECT p_show_id, s.section_no, s.name, s.row_count, s.seats_per_row, s.price,
           1 + sum(s.row_count * s.seats_per_row) OVER up_to_it - s.row_count * s.seats_per_row,
           1 + sum(s.row_count) OVER up_to_it - s.row_count
    FROM ROWS FROM (jsonb_to_recordset(p_sections) AS (name text, rows int, "seatsPerRow" int, price bigint))
         WITH ORDINALITY AS s (name, row_count, seats_per_row, price, section_no)
    WINDOW up_to_it AS (ORDER BY s.section_no ROWS UNBOUNDED PRECEDING)
$$;

CREATE FUNCTION usher.create_seats(p_show_id uuid) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO usher.seats (show_id, seat_id, section_no, row_label, number)
    SELECT s.show_id, s.first_seat_id + (r.n - 1) * s.seats_per_row + p.n - 1, s.section_no, r.label, r.label || p.n
    FROM usher.sections s,
         LATERAL (SELECT n, usher.row_letters(s.first_row + n - 1) AS label FROM generate_series(1, s.row_count) n
                  OFFSET 0) r,
         LATERAL generate_series(1, s.seats_per_row) AS p (n)
    WHERE s.show_id = p_show_id
$$;

-- The list is JSON as in the API: [{"name", "rows", "seatsPerRow", "price"}, …].
CREATE FUNCTION usher.create_show(p_concert_id uuid, p_starts_at timestamptz, p_sections jsonb)
RETURNS TABLE (show_id uuid, show_no int, seats_total int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO shows (concert_id, starts_at, seats_total)
    VALUES (p_concert_id, p_starts_at, count_seats(p_sections))
    RETURNING shows.show_id, shows.show_no, shows.seats_total INTO show_id, show_no, seats_total;
    PERFORM create_sections(create_show.show_id, p_sections);
    PERFORM create_seats(create_show.show_id);
    UPDATE concerts SET version = version + 1 WHERE concert_id = p_concert_id;
    RETURN NEXT;
END
$$;

GRANT SELECT ON usher.shows, usher.sections, usher.seats TO usher_worker, usher_scheduler;
GRANT EXECUTE ON FUNCTION usher.create_show(uuid, timestamptz, jsonb) TO usher_worker;
