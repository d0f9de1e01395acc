-- create_sections.sql -- makes the sections of a show from a list: a part of create_show_rows.
--
-- Seat ids and rows are counted through the sections, in their order.
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
