-- create_rows.sql -- makes the rows of a show from its sections: a part of create_show_rows.
CREATE OR REPLACE FUNCTION usher.create_rows(p_show_id uuid) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO usher.rows (show_id, row_no, section_no, label, prefix, first_seat_id, seats)
    SELECT s.show_id, s.first_row + n - 1, s.section_no, label, label, s.first_seat_id + (n - 1) * s.seats_per_row,
           s.seats_per_row
    FROM usher.sections s, generate_series(1, s.row_count) AS n, usher.row_letters(s.first_row + n - 1) AS label
    WHERE s.show_id = p_show_id
$$;
