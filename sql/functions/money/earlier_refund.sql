-- earlier_refund.sql -- what became of these sales of the payment before: a part of refund.
--
-- NULL (nothing), replayed (one refund of exactly these), not_found (not this user's, not this payment's), or
-- already_refunded (some of them, or in another combination). None at all means that nothing is left of the payment:
-- its last refund is replayed.
CREATE OR REPLACE FUNCTION usher.earlier_refund(
    p_user_id uuid, p_payment_id uuid, p_reservation_ids uuid[], OUT outcome text, OUT refund_id uuid)
LANGUAGE plpgsql AS $$
DECLARE
    v_wanted int := cardinality(p_reservation_ids);
    v_found int;
    v_refunded int;
    v_refunds uuid[];
BEGIN
    SELECT count(*), count(r.refund_id), array_agg(DISTINCT r.refund_id) INTO v_found, v_refunded, v_refunds
    FROM usher.payments p
    JOIN usher.sales s USING (payment_id)
    LEFT JOIN usher.refunded_sales r USING (reservation_id)
    WHERE p.payment_id = p_payment_id AND p.user_id = p_user_id
      AND (s.reservation_id = ANY (p_reservation_ids) OR v_wanted = 0);
    IF v_found = 0 OR v_found < v_wanted THEN
        outcome := 'not_found';
    ELSIF v_wanted = 0 THEN
        outcome := 'replayed';
        refund_id := (
            SELECT e.transaction_id FROM usher.ledger_entries e
            WHERE e.account_kind = 'wallet' AND e.transaction_id = ANY (v_refunds)
            ORDER BY e.entry_no DESC LIMIT 1);
    ELSIF v_refunded = v_wanted AND cardinality(v_refunds) = 1
          AND v_refunded = (SELECT count(*) FROM usher.refunded_sales r WHERE r.refund_id = v_refunds[1]) THEN
        outcome := 'replayed';
        refund_id := v_refunds[1];
    ELSIF v_refunded > 0 THEN
        outcome := 'already_refunded';
    END IF;
END
$$;
