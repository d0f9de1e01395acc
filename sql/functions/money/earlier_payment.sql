-- earlier_payment.sql -- what became of these reservations before: a part of pay.
--
-- NULL (nothing), replayed (one payment of this user for exactly these), not_yours (one of them was sold to somebody
-- else), or hold_expired (some were sold in another combination).
CREATE OR REPLACE FUNCTION usher.earlier_payment(
    p_user_id uuid, p_reservation_ids uuid[], OUT outcome text, OUT payment_id uuid)
LANGUAGE plpgsql AS $$
DECLARE
    v_payments uuid[];
    v_found int;
    v_foreign boolean;
BEGIN
    SELECT array_agg(DISTINCT s.payment_id), count(*), bool_or(s.user_id <> p_user_id)
    INTO v_payments, v_found, v_foreign
    FROM usher.sales s WHERE s.reservation_id = ANY (p_reservation_ids);
    IF v_found = 0 THEN
        RETURN;
    ELSIF v_foreign THEN
        outcome := 'not_yours';
    ELSIF cardinality(v_payments) = 1 AND v_found = cardinality(p_reservation_ids)
          AND v_found = (SELECT count(*) FROM usher.sales s WHERE s.payment_id = v_payments[1]) THEN
        outcome := 'replayed';
        payment_id := v_payments[1];
    ELSE
        outcome := 'hold_expired';
    END IF;
END
$$;
