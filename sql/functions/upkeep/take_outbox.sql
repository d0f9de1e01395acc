-- take_outbox.sql -- what the schedulers still have to tell Redis.
--
-- Deletes up to so many rows in the caller's transaction and answers a row a seat: the caller tells Redis and then
-- commits, so a crash between gives the rows back. Rows of a concert are delivered in order, because one scheduler at
-- a time has a concert; the others skip it and take the rest.
--
-- The row of a refund names it, and lists its seats. That of a payment lists the seats that were not refunded since:
-- Redis is not told of a sale that is over.
CREATE OR REPLACE FUNCTION usher.take_outbox(p_rows_max int)
RETURNS TABLE (outbox_id bigint, concert_id uuid, payment_id uuid, user_id uuid, show_id uuid, show_no int,
               seat_id int, reservation_id uuid, refund_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    v_concerts uuid[];
BEGIN
    SELECT array_agg(w.concert_id) INTO v_concerts
    FROM (SELECT DISTINCT o.concert_id
          FROM (SELECT concert_id FROM outbox ORDER BY outbox_id LIMIT p_rows_max) o) w
    WHERE pg_try_advisory_xact_lock(hashtextextended('outbox of ' || w.concert_id, 0));
    -- A second statement, because only its snapshot is younger than the locks. The rows are chosen once (MATERIALIZED): a
    -- plan that chose them anew for each row would find others in place of those that it has deleted.
    RETURN QUERY
    WITH first AS MATERIALIZED (
        SELECT q.outbox_id FROM outbox q WHERE q.concert_id = ANY (v_concerts)
        ORDER BY q.outbox_id LIMIT p_rows_max FOR UPDATE SKIP LOCKED),
    taken AS (
        DELETE FROM outbox o USING first
        WHERE o.outbox_id = first.outbox_id
        RETURNING o.outbox_id, o.concert_id, o.payment_id, o.refund_id)
    SELECT t.outbox_id, t.concert_id, t.payment_id, s.user_id, s.show_id, h.show_no, s.seat_id, s.reservation_id,
           t.refund_id
    FROM taken t JOIN sales s USING (payment_id) JOIN shows h ON h.show_id = s.show_id
    LEFT JOIN refunded_sales r ON r.reservation_id = s.reservation_id
    WHERE r.refund_id IS NOT DISTINCT FROM t.refund_id
    ORDER BY t.outbox_id, s.show_id, s.seat_id;
END
$$;

GRANT EXECUTE ON FUNCTION usher.take_outbox(int) TO usher_scheduler;
