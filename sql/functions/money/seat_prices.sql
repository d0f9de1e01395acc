-- seat_prices.sql -- the prices of the seats, in the order of the arguments: a part of pay.
--
-- They come from the sections and from nowhere else. A show that was called off sells none.
CREATE OR REPLACE FUNCTION usher.seat_prices(p_concert_id uuid, p_show_ids uuid[], p_seat_ids int[]) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    v_prices bigint[] := ARRAY(
        SELECT (SELECT c.price
                FROM usher.seats s
                JOIN usher.sections c ON c.show_id = s.show_id AND c.section_no = s.section_no
                JOIN usher.shows h ON h.show_id = s.show_id
                WHERE s.show_id = w.show_id AND s.seat_id = w.seat_id AND h.concert_id = p_concert_id)
        FROM unnest(p_show_ids, p_seat_ids) WITH ORDINALITY AS w (show_id, seat_id, place)
        ORDER BY w.place);
BEGIN
    IF cardinality(v_prices) = 0 OR array_position(v_prices, NULL) IS NOT NULL THEN
        RAISE foreign_key_violation USING MESSAGE = 'no such seat in this concert', CONSTRAINT = 'sales_seat_exists',
            TABLE = 'sales', SCHEMA = 'usher';
    END IF;
    IF EXISTS (SELECT FROM usher.shows h WHERE h.show_id = ANY (p_show_ids) AND h.called_off_at IS NOT NULL) THEN
        RAISE check_violation USING MESSAGE = 'the show was called off', CONSTRAINT = 'shows_not_called_off',
            TABLE = 'shows', SCHEMA = 'usher';
    END IF;
    RETURN v_prices;
END
$$;
