-- count_seats.sql -- how many seats a list of sections has.
--
-- The sum is numeric, and cut to what an int holds, so that absurd sizes reach the constraint instead of an overflow.
CREATE OR REPLACE FUNCTION usher.count_seats(p_sections jsonb) RETURNS int
LANGUAGE sql STABLE AS $$
    SELECT least(coalesce(sum(s.rows::numeric * s."seatsPerRow"), 0), 2147483647)::int
    FROM jsonb_to_recordset(p_sections) AS s (rows int, "seatsPerRow" int)
$$;
