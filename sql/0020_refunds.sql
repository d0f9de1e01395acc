-- 0020_refunds.sql -- refunds: points that go back, and seats that are free to be sold again.

-- A refund's id is that of its ledger transaction: there is no refund that moves no points.
CREATE TABLE usher.refunds (
    refund_id    uuid        NOT NULL,
    payment_id   uuid        NOT NULL,
    user_id      uuid        NOT NULL,
    concert_id   uuid        NOT NULL,
    amount       bigint      NOT NULL,
    points_after bigint      NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT refunds_id_once PRIMARY KEY (refund_id),
    CONSTRAINT refunds_transaction_exists FOREIGN KEY (refund_id) REFERENCES usher.ledger_transactions,
    CONSTRAINT refunds_payment_exists FOREIGN KEY (payment_id) REFERENCES usher.payments,
    CONSTRAINT refunds_wallet_exists FOREIGN KEY (user_id) REFERENCES usher.wallets,
    CONSTRAINT refunds_amount_positive CHECK (amount > 0),
    CONSTRAINT refunds_points_not_negative CHECK (points_after >= 0)
);
CREATE INDEX refunds_by_payment ON usher.refunds (payment_id, refund_id DESC);

CREATE TRIGGER refunds_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usher.refunds
    FOR EACH STATEMENT EXECUTE FUNCTION usher.refuse_change();

-- Until now nothing has written a refunded sale, so that the column needs no value for old ones.
ALTER TABLE usher.refunded_sales
    ADD COLUMN refund_id uuid NOT NULL,
    ADD CONSTRAINT refunded_sales_refund_exists FOREIGN KEY (refund_id) REFERENCES usher.refunds;
CREATE INDEX refunded_sales_by_refund ON usher.refunded_sales (refund_id);

-- A row is a payment, or a refund of one.
ALTER TABLE usher.outbox
    ADD COLUMN refund_id uuid,
    ADD CONSTRAINT outbox_refund_exists FOREIGN KEY (refund_id) REFERENCES usher.refunds;

-- As before (0014), and a row says what it is: that of a refund names it, and lists its seats. That of a payment lists
-- the seats that were not refunded since: Redis is not told of a sale that is over.
DROP FUNCTION usher.take_outbox(int);
CREATE FUNCTION usher.take_outbox(p_rows_max int)
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
    -- A second statement, because only its snapshot is younger than the locks.
    RETURN QUERY
    WITH taken AS (
        DELETE FROM outbox o USING (
            SELECT q.outbox_id FROM outbox q WHERE q.concert_id = ANY (v_concerts)
            ORDER BY q.outbox_id LIMIT p_rows_max FOR UPDATE SKIP LOCKED) first
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

-- All sales of a show, a page at a time: what Redis is restored from. It may have an older state, in which a seat is
-- still its former owner's: so the refunded sales are among them.
DROP FUNCTION usher.sold_seats(uuid, int, int);
CREATE FUNCTION usher.sales_of_show(p_show_id uuid, p_after_seat_id int, p_after_resale int, p_rows_max int)
RETURNS TABLE (seat_id int, resale int, user_id uuid, reservation_id uuid, refunded boolean)
LANGUAGE sql STABLE AS $$
    SELECT s.seat_id, s.resale, s.user_id, s.reservation_id,
           EXISTS (SELECT FROM usher.refunded_sales r WHERE r.reservation_id = s.reservation_id)
    FROM usher.sales s
    WHERE s.show_id = p_show_id AND (s.seat_id, s.resale) > (p_after_seat_id, p_after_resale)
    ORDER BY s.seat_id, s.resale
    LIMIT p_rows_max
$$;

GRANT SELECT ON usher.refunds TO usher_worker;
GRANT EXECUTE ON FUNCTION usher.take_outbox(int) TO usher_scheduler;
GRANT EXECUTE ON FUNCTION usher.sales_of_show(uuid, int, int, int) TO usher_worker, usher_scheduler;
