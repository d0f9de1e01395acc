-- 0015_record_payment.sql -- what a payment writes: the parts of `pay`, which is the only one to call them.

-- The prices of the seats, in the order of the arguments. They come from the sections and from nowhere else.
CREATE FUNCTION usher.seat_prices(p_concert_id uuid, p_show_ids uuid[], p_seat_ids int[]) RETURNS bigint[]
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
    RETURN v_prices;
END
$$;

-- The seats are inserted in the order of their ids: payers of overlapping seats wait for each other, and never in a ring.
CREATE FUNCTION usher.record_sales(
    p_payment_id uuid, p_user_id uuid, p_reservation_ids uuid[], p_show_ids uuid[], p_seat_ids int[],
    p_prices bigint[], p_reserved_at timestamptz[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO usher.sales (reservation_id, payment_id, show_id, seat_id, user_id, price, resale, reserved_at)
    SELECT w.reservation_id, p_payment_id, w.show_id, w.seat_id, p_user_id, w.price,
           (SELECT count(*) FROM usher.sales s JOIN usher.refunded_sales r ON r.reservation_id = s.reservation_id
            WHERE s.show_id = w.show_id AND s.seat_id = w.seat_id),
           w.reserved_at
    FROM unnest(p_reservation_ids, p_show_ids, p_seat_ids, p_prices, p_reserved_at)
         AS w (reservation_id, show_id, seat_id, price, reserved_at)
    ORDER BY w.show_id, w.seat_id;
    INSERT INTO usher.tickets (reservation_id) SELECT unnest(p_reservation_ids);
END
$$;

-- The payment, and the points' way from the wallet to the revenue of the concert.
CREATE FUNCTION usher.record_payment(p_user_id uuid, p_concert_id uuid, p_total bigint) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    v_payment_id uuid := usher.uuid_v7();
    v_points bigint;
BEGIN
    UPDATE usher.wallets w SET balance = w.balance - p_total WHERE w.user_id = p_user_id
    RETURNING w.balance INTO v_points;
    INSERT INTO usher.payments (payment_id, user_id, concert_id, total_amount, points_after)
    VALUES (v_payment_id, p_user_id, p_concert_id, p_total, v_points);
    INSERT INTO usher.ledger_transactions (transaction_id, kind, payment_id)
    VALUES (v_payment_id, 'payment', v_payment_id);
    INSERT INTO usher.ledger_entries (transaction_id, account_kind, account_id, amount, balance_after)
    VALUES (v_payment_id, 'wallet', p_user_id, -p_total, v_points),
           (v_payment_id, 'revenue', p_concert_id, p_total, NULL);
    INSERT INTO usher.outbox (concert_id, payment_id) VALUES (p_concert_id, v_payment_id);
    RETURN v_payment_id;
END
$$;
