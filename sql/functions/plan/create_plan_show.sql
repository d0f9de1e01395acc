-- create_plan_show.sql -- makes a show whose seats stand where a seating plan has them, and without its seats yet.
--
-- The plan is {"width", "height", "areas", "sections": [{"name", "layout", "price"}, …], "rows": [{"section", "label",
-- "prefix", "numbers", "xs", "ys", "seatLabel", "numberedAt"}, …]}; usher.sections and usher.rows say what they are.
CREATE OR REPLACE FUNCTION usher.create_plan_show(p_concert_id uuid, p_starts_at timestamptz, p_plan jsonb)
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

GRANT EXECUTE ON FUNCTION usher.create_plan_show(uuid, timestamptz, jsonb) TO usher_worker;
