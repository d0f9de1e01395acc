-- 0030_create_plan_show.sql -- a show whose seats stand where a seating plan has them.

CREATE TABLE usher.plans (
    show_id uuid  NOT NULL,
    width   int   NOT NULL, -- in pixels, from 0
    height  int   NOT NULL,
    areas   jsonb NOT NULL, -- the stage and the like, as the API has them: nobody but a client looks into them
    CONSTRAINT plans_show_once PRIMARY KEY (show_id),
    CONSTRAINT plans_show_exists FOREIGN KEY (show_id) REFERENCES usher.shows,
    CONSTRAINT plans_size_range CHECK (width >= 0 AND height >= 0),
    CONSTRAINT plans_areas_list CHECK (jsonb_typeof(areas) = 'array' AND jsonb_array_length(areas) <= 500)
);

-- Rows come in the order of their sections.
CREATE FUNCTION usher.create_plan_rows(p_show_id uuid, p_rows jsonb) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO usher.rows (show_id, row_no, section_no, label, prefix, first_seat_id, seats, numbers, xs, ys)
    SELECT p_show_id, r.row_no, r.section_no, r.label, r.prefix,
           1 + sum(cardinality(r.xs)) OVER up_to_it - cardinality(r.xs), cardinality(r.xs), r.numbers, r.xs, r.ys
    FROM ROWS FROM (jsonb_to_recordset(p_rows)
                    AS (section int, label text, prefix text, numbers text[], xs int[], ys int[]))
         WITH ORDINALITY AS r (section_no, label, prefix, numbers, xs, ys, row_no)
    WINDOW up_to_it AS (ORDER BY r.row_no ROWS UNBOUNDED PRECEDING)
$$;

CREATE FUNCTION usher.create_plan_sections(p_show_id uuid, p_sections jsonb) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO usher.sections (show_id, section_no, name, layout, price, seats, first_seat_id)
    SELECT p_show_id, s.section_no, s.name, s.layout, s.price, sum(r.seats), min(r.first_seat_id)
    FROM ROWS FROM (jsonb_to_recordset(p_sections) AS (name text, layout text, price bigint))
         WITH ORDINALITY AS s (name, layout, price, section_no)
         LEFT JOIN usher.rows r ON r.show_id = p_show_id AND r.section_no = s.section_no
    GROUP BY s.section_no, s.name, s.layout, s.price
$$;

-- A show without its seats yet. The plan is {"width", "height", "areas", "sections": [{"name", "layout", "price"}, …],
-- "rows": [{"section", "label", "prefix", "numbers", "xs", "ys"}, …]}.
CREATE FUNCTION usher.create_plan_show(p_concert_id uuid, p_starts_at timestamptz, p_plan jsonb)
RETURNS TABLE (show_id uuid, show_no int, seats_total int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO shows (concert_id, starts_at, seats_total)
    SELECT p_concert_id, p_starts_at, coalesce(sum(jsonb_array_length(r -> 'xs')), 0)
    FROM jsonb_array_elements(p_plan -> 'rows') AS r
    RETURNING shows.show_id, shows.show_no, shows.seats_total INTO show_id, show_no, seats_total;
    INSERT INTO plans (show_id, width, height, areas)
    VALUES (create_plan_show.show_id, (p_plan ->> 'width')::int, (p_plan ->> 'height')::int, p_plan -> 'areas');
    PERFORM create_plan_rows(create_plan_show.show_id, p_plan -> 'rows');
    PERFORM create_plan_sections(create_plan_show.show_id, p_plan -> 'sections');
    UPDATE concerts SET version = version + 1 WHERE concert_id = p_concert_id;
    RETURN NEXT;
END
$$;

GRANT SELECT ON usher.plans TO usher_worker, usher_scheduler;
GRANT EXECUTE ON FUNCTION usher.create_plan_show(uuid, timestamptz, jsonb) TO usher_worker;
