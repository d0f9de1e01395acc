-- sales_of_show.sql -- all sales of a show, a page at a time: what Redis is restored from.
--
-- It may have an older state, in which a seat is still its former owner's: so the refunded sales are among them.
CREATE OR REPLACE FUNCTION usher.sales_of_show(p_show_id uuid, p_after_seat_id int, p_after_resale int, p_rows_max int)
RETURNS TABLE (seat_id int, resale int, user_id uuid, reservation_id uuid, refunded boolean)
LANGUAGE sql STABLE AS $$
    SELECT s.seat_id, s.resale, s.user_id, s.reservation_id,
           EXISTS (SELECT FROM usher.refunded_sales r WHERE r.reservation_id = s.reservation_id)
    FROM usher.sales s
    WHERE s.show_id = p_show_id AND (s.seat_id, s.resale) > (p_after_seat_id, p_after_resale)
    ORDER BY s.seat_id, s.resale
    LIMIT p_rows_max
$$;

GRANT EXECUTE ON FUNCTION usher.sales_of_show(uuid, int, int, int) TO usher_worker, usher_scheduler;
