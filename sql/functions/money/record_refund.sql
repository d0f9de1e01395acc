-- record_refund.sql -- writes a refund, and the points' way from the revenue of the concert back: a part of refund.
CREATE OR REPLACE FUNCTION usher.record_refund(p_user_id uuid, p_payment_id uuid, p_reservation_ids uuid[]) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    v_refund_id uuid := usher.uuid_v7();
BEGIN
    WITH back AS (
        UPDATE usher.wallets w SET balance = w.balance + s.amount, entries = w.entries + 1
        FROM (SELECT p.concert_id, (SELECT sum(s.price)::bigint FROM usher.sales s
                                    WHERE s.reservation_id = ANY (p_reservation_ids)) AS amount
              FROM usher.payments p WHERE p.payment_id = p_payment_id) s
        WHERE w.user_id = p_user_id
        RETURNING s.concert_id, s.amount, w.balance, w.entries),
    movement AS (
        INSERT INTO usher.ledger_transactions (transaction_id, kind, payment_id)
        VALUES (v_refund_id, 'refund', p_payment_id)),
    entry AS (
        INSERT INTO usher.ledger_entries (transaction_id, account_kind, account_id, amount, balance_after, entry_no)
        SELECT v_refund_id, 'wallet', p_user_id, b.amount, b.balance, b.entries FROM back b
        UNION ALL
        SELECT v_refund_id, 'revenue', b.concert_id, -b.amount, NULL, NULL FROM back b),
    refund AS (
        INSERT INTO usher.refunds (refund_id, payment_id, user_id, concert_id, amount, points_after)
        SELECT v_refund_id, p_payment_id, p_user_id, b.concert_id, b.amount, b.balance FROM back b),
    sale AS (
        INSERT INTO usher.refunded_sales (reservation_id, refund_id) SELECT unnest(p_reservation_ids), v_refund_id)
    INSERT INTO usher.outbox (concert_id, payment_id, refund_id)
    SELECT b.concert_id, p_payment_id, v_refund_id FROM back b;
    RETURN v_refund_id;
END
$$;
