-- 0029_rows.sql -- the rows of a show, which are a thousandth of its seats and say the same.
--
-- A seat's number is what its row begins with and its own: "A" and "12", or "Balcony 3-" and "7". Seats are made from rows,
-- and a process that wants to know a show reads rows. A row of a seating plan also knows where its seats stand.

CREATE TABLE usher.rows (
    show_id       uuid NOT NULL,
    row_no        int  NOT NULL,
    section_no    int  NOT NULL,
    label         text NOT NULL,
    prefix        text NOT NULL,
    first_seat_id int  NOT NULL,
    seats         int  NOT NULL,
    numbers       text[], -- of its seats; NULL: 1, 2, 3 …
    xs            int[],  -- in pixels of the plan
    ys            int[],
    CONSTRAINT rows_number_once PRIMARY KEY (show_id, row_no),
    CONSTRAINT rows_label_length CHECK (char_length(label) <= 20),
    CONSTRAINT rows_prefix_length CHECK (char_length(prefix) <= 82),
    CONSTRAINT rows_seats_range CHECK (seats BETWEEN 1 AND 1000),
    CONSTRAINT rows_numbers_fit CHECK (cardinality(numbers) = seats AND array_position(numbers, NULL) IS NULL),
    CONSTRAINT rows_positions_fit CHECK (cardinality(xs) = seats AND cardinality(ys) = seats),
    CONSTRAINT rows_positions_both CHECK ((xs IS NULL) = (ys IS NULL))
);

INSERT INTO usher.rows (show_id, row_no, section_no, label, prefix, first_seat_id, seats)
SELECT show_id, row_number() OVER (PARTITION BY show_id ORDER BY min(seat_id)), section_no, row_label, row_label,
       min(seat_id), count(*)
FROM usher.seats GROUP BY show_id, section_no, row_label;

-- A section of a seating plan has rows of any length: `layout` says how they lie beside and behind each other, as
-- "WIDTH:ROW;ROW;…" in columns. A ROW is "pad+seats", and "+gap+seats" for what is behind an aisle.
ALTER TABLE usher.sections
    ADD COLUMN seats int,
    ADD COLUMN layout text,
    ALTER COLUMN row_count DROP NOT NULL,
    ALTER COLUMN seats_per_row DROP NOT NULL,
    ALTER COLUMN first_row DROP NOT NULL;
UPDATE usher.sections SET seats = row_count * seats_per_row;
ALTER TABLE usher.sections
    ALTER COLUMN seats SET NOT NULL,
    ADD CONSTRAINT sections_seats_range CHECK (seats BETWEEN 1 AND 100000),
    ADD CONSTRAINT sections_one_shape
        CHECK (num_nonnulls(row_count, seats_per_row, first_row) = CASE WHEN layout IS NULL THEN 3 ELSE 0 END),
    ADD CONSTRAINT sections_layout_form CHECK (layout ~ '^\d+:\d+(\+\d+)+(;\d+(\+\d+)+)*$');

-- As before, with the number of seats.
CREATE OR REPLACE FUNCTION usher.create_sections(p_show_id uuid, p_sections jsonb) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO usher.sections
        (show_id, section_no, name, row_count, seats_per_row, seats, price, first_seat_id, first_row)
    SELECT p_show_id, s.section_no, s.name, s.row_count, s.seats_per_row, s.row_count * s.seats_per_row, s.price,
           1 + sum(s.row_count * s.seats_per_row) OVER up_to_it - s.row_count * s.seats_per_row,
           1 + sum(s.row_count) OVER up_to_it - s.row_count
    FROM ROWS FROM (jsonb_to_recordset(p_sections) AS (name text, rows int, "seatsPerRow" int, price bigint))
         WITH ORDINALITY AS s (name, row_count, seats_per_row, price, section_no)
    WINDOW up_to_it AS (ORDER BY s.section_no ROWS UNBOUNDED PRECEDING)
$$;

CREATE FUNCTION usher.create_rows(p_show_id uuid) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO usher.rows (show_id, row_no, section_no, label, prefix, first_seat_id, seats)
    SELECT s.show_id, s.first_row + n - 1, s.section_no, label, label, s.first_seat_id + (n - 1) * s.seats_per_row,
           s.seats_per_row
    FROM usher.sections s, generate_series(1, s.row_count) AS n, usher.row_letters(s.first_row + n - 1) AS label
    WHERE s.show_id = p_show_id
$$;

-- Seats are made in steps, each of which ends well within the time that a statement has: those of the rows that begin
-- between two seats of a show.
CREATE FUNCTION usher.create_seats(p_show_id uuid, p_first int, p_last int) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
    INSERT INTO seats (show_id, seat_id, section_no, row_label, number)
    SELECT r.show_id, r.first_seat_id + n - 1, r.section_no, r.label, r.prefix || coalesce(r.numbers[n], n::text)
    FROM rows r, generate_series(1, r.seats) AS n
    WHERE r.show_id = p_show_id AND r.first_seat_id BETWEEN p_first AND p_last
$$;

-- A show without its seats yet. The list is JSON as in the API: [{"name", "rows", "seatsPerRow", "price"}, …].
CREATE FUNCTION usher.create_show_rows(p_concert_id uuid, p_starts_at timestamptz, p_sections jsonb)
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

-- As before, in one step.
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
DROP FUNCTION usher.create_seats(uuid);

GRANT SELECT ON usher.rows TO usher_worker, usher_scheduler;
GRANT EXECUTE ON FUNCTION usher.create_show_rows(uuid, timestamptz, jsonb), usher.create_seats(uuid, int, int)
    TO usher_worker;
