-- create_plan_rows.sql -- makes the rows of a show of a seating plan: a part of create_plan_show.
--
-- Rows come in the order of their sections.
CREATE OR REPLACE FUNCTION usher.create_plan_rows(p_show_id uuid, p_rows jsonb) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO usher.rows (show_id, row_no, section_no, label, prefix, first_seat_id, seats, numbers, xs, ys, seat_label,
                            numbered_at)
    SELECT p_show_id, r.row_no, r.section_no, r.label, r.prefix,
           1 + sum(cardinality(r.xs)) OVER up_to_it - cardinality(r.xs), cardinality(r.xs), r.numbers, r.xs, r.ys,
           r.seat_label, r.numbered_at
    FROM ROWS FROM (jsonb_to_recordset(p_rows)
                    AS (section int, label text, prefix text, numbers text[], xs int[], ys int[], "seatLabel" text,
                        "numberedAt" text))
         WITH ORDINALITY AS r (section_no, label, prefix, numbers, xs, ys, seat_label, numbered_at, row_no)
    WINDOW up_to_it AS (ORDER BY r.row_no ROWS UNBOUNDED PRECEDING)
$$;
