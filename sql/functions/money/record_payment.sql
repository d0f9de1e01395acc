-- record_payment.sql -- writes a payment, and the points' way from the wallet to the revenue of the concert.
--
-- A part of the pay of 0.2.0, for calls that were begun under it: pay does this itself now. Goes with 0.4.0.
CREATE OR REPLACE FUNCTION usher.record_payment(p_user_id uuid, p_concert_id uuid, p_total bigint) RETURNS uuid
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
