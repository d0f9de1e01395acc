-- refund.sql -- the refund: seats lose their owner if and only if the points go back, in one transaction.
--
-- Locks are taken in one order: the idempotency key (never waited for), the owner's wallet, the tickets in the order
-- of their ids. So a ticket is either refunded or used at the door, whoever is first.
--
-- The answer is the outcome, then for refunded and replayed a row a seat. No reservations (NULL) means all that are
-- left of the payment. The refusals (not_found, too_late, already_refunded, checked_in, in_flight, key_reused) have
-- nothing more. A wallet that would pass its maximum is an error: the constraint undoes all.
CREATE OR REPLACE FUNCTION usher.refund(
    p_user_id uuid, p_payment_id uuid, p_reservation_ids uuid[], p_key text, p_fingerprint bytea)
RETURNS TABLE (outcome text, refund_id uuid, payment_id uuid, concert_id uuid, amount bigint, points bigint,
               created_at timestamptz, reservation_id uuid, show_no int, seat_id int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET join_collapse_limit = 1 AS $$
#variable_conflict use_column
DECLARE
    v_key_is_new boolean := false;
    v_wanted uuid[];
BEGIN
    IF p_key IS NOT NULL THEN
        SELECT c.outcome, c.result_id, c.outcome IS NULL INTO outcome, refund_id, v_key_is_new
        FROM claim_key(p_user_id, p_key, p_fingerprint, 'refund') c;
    END IF;
    IF outcome IS NULL THEN
        -- From here on the refunds of one user come one after the other, and the second sees what the first has done.
        PERFORM FROM wallets w WHERE w.user_id = p_user_id FOR NO KEY UPDATE;
        v_wanted := coalesce(nullif(p_reservation_ids, '{}'), ARRAY(
            SELECT l.reservation_id FROM payment_lines l
            WHERE l.payment_id = p_payment_id AND l.refunded_at IS NULL));
        SELECT e.outcome, e.refund_id INTO outcome, refund_id
        FROM earlier_refund(p_user_id, p_payment_id, v_wanted) e;
        outcome := coalesce(outcome, refund_refusal(v_wanted));
    END IF;
    IF outcome IS NULL THEN
        PERFORM count_use(p_user_id, 'refund', 100);
        outcome := 'refunded';
        refund_id := record_refund(p_user_id, p_payment_id, v_wanted);
    END IF;
    IF refund_id IS NULL THEN
        RETURN NEXT;
        RETURN;
    END IF;
    IF v_key_is_new THEN
        PERFORM remember_key(p_user_id, p_key, p_fingerprint, 'refund', refund_id);
    END IF;
    RETURN QUERY
    SELECT refund.outcome, f.refund_id, f.payment_id, f.concert_id, f.amount, f.points_after, f.created_at,
           s.reservation_id, h.show_no, s.seat_id
    FROM refunds f
    JOIN refunded_sales r ON r.refund_id = f.refund_id
    JOIN sales s ON s.reservation_id = r.reservation_id
    JOIN shows h ON h.show_id = s.show_id
    WHERE f.refund_id = refund.refund_id
    ORDER BY s.show_id, s.seat_id;
END
$$;

GRANT EXECUTE ON FUNCTION usher.refund(uuid, uuid, uuid[], text, bytea) TO usher_worker;
