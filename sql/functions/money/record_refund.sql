-- record_refund.sql -- writes a refund, and the points' way from the revenue of the concert back: a part of refund.
CREATE OR REPLACE FUNCTION usher.record_refund(p_user_id uuid, p_payment_id uuid, p_reservation_ids uuid[]) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    v_refund_id uuid := usher.uuid_v7();
    v_concert_id uuid := (SELECT p.concert_id FROM usher.payments p WHERE p.payment_id = p_payment_id);
    v_amount bigint := (SELECT sum(s.price) FROM usher.sales s WHERE s.reservation_id = ANY (p_reservation_ids));
    v_points bigint;
BEGIN
    UPDATE usher.wallets w SET balance = w.balance + v_amount WHERE w.user_id = p_user_id
    RETURNING w.balance INTO v_points;
    INSERT INTO usher.ledger_transactions (transaction_id, kind, payment_id)
    VALUES (v_refund_id, 'refund', p_payment_id);
    INSERT INTO usher.ledger_entries (transaction_id, account_kind, account_id, amount, balance_after)
    VALUES (v_refund_id, 'wallet', p_user_id, v_amount, v_points),
           (v_refund_id, 'revenue', v_concert_id, -v_amount, NULL);
    INSERT INTO usher.refunds (refund_id, payment_id, user_id, concert_id, amount, points_after)
    VALUES (v_refund_id, p_payment_id, p_user_id, v_concert_id, v_amount, v_points);
    INSERT INTO usher.refunded_sales (reservation_id, refund_id) SELECT unnest(p_reservation_ids), v_refund_id;
    INSERT INTO usher.outbox (concert_id, payment_id, refund_id) VALUES (v_concert_id, p_payment_id, v_refund_id);
    RETURN v_refund_id;
END
$$;
