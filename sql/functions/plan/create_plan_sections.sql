-- create_plan_sections.sql -- makes the sections of a show of a seating plan from its rows: a part of
-- create_plan_show.
CREATE OR REPLACE FUNCTION usher.create_plan_sections(p_show_id uuid, p_sections jsonb) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO usher.sections (show_id, section_no, name, layout, price, seats, first_seat_id)
    SELECT p_show_id, s.section_no, s.name, s.layout, s.price, sum(r.seats), min(r.first_seat_id)
    FROM ROWS FROM (jsonb_to_recordset(p_sections) AS (name text, layout text, price bigint))
         WITH ORDINALITY AS s (name, layout, price, section_no)
         LEFT JOIN usher.rows r ON r.show_id = p_show_id AND r.section_no = s.section_no
    GROUP BY s.section_no, s.name, s.layout, s.price
$$;
