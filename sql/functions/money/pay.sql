-- pay.sql -- the sale: points leave the wallet if and only if the seats are sold, in one transaction.
--
-- Locks are taken in one order by everybody: the idempotency key (never waited for), the payer's wallet, the seats in
-- the order of their ids. No row is common to two payers of different seats.
--
-- The answer is the outcome, then for paid and replayed a row a ticket. insufficient_points has the balance and what
-- is needed; the other refusals (hold_expired, not_yours, in_flight, key_reused) have nothing more. A seat that
-- somebody else owns is an error: the unique constraint undoes all.
CREATE OR REPLACE FUNCTION usher.pay(
    p_user_id uuid, p_concert_id uuid, p_reservation_ids uuid[], p_show_ids uuid[], p_seat_ids int[],
    p_reserved_at timestamptz[], p_holds_live boolean, p_key text, p_fingerprint bytea)
RETURNS TABLE (outcome text, payment_id uuid, concert_id uuid, total_amount bigint, points bigint,
               created_at timestamptz, reservation_id uuid, show_id uuid, seat_id int, seat_number text, price bigint,
               ticket_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp
-- Plans are made once a connection, perhaps while the tables are still empty, and must be right in the rush: by index,
-- and in the order that is written.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET join_collapse_limit = 1 AS $$
#variable_conflict use_column
DECLARE
    v_key_is_new boolean := false;
    v_prices bigint[];
BEGIN
    IF p_key IS NOT NULL THEN
        SELECT c.outcome, c.result_id, c.outcome IS NULL INTO outcome, payment_id, v_key_is_new
        FROM claim_key(p_user_id, p_key, p_fingerprint, 'payment') c;
    END IF;
    IF outcome IS NULL THEN
        -- From here on the payments of one user come one after the other, and the second sees what the first has done.
        points := coalesce((SELECT w.balance FROM wallets w WHERE w.user_id = p_user_id FOR NO KEY UPDATE), 0);
        SELECT e.outcome, e.payment_id INTO outcome, payment_id FROM earlier_payment(p_user_id, p_reservation_ids) e;
    END IF;
    IF outcome IS NULL AND p_holds_live THEN
        v_prices := seat_prices(p_concert_id, p_show_ids, p_seat_ids);
        total_amount := (SELECT sum(u.price) FROM unnest(v_prices) AS u (price));
        IF points < total_amount THEN
            outcome := 'insufficient_points';
            RETURN NEXT;
            RETURN;
        END IF;
        outcome := 'paid';
        payment_id := record_payment(p_user_id, p_concert_id, total_amount);
        PERFORM record_sales(payment_id, p_user_id, p_reservation_ids, p_show_ids, p_seat_ids, v_prices, p_reserved_at);
    END IF;
    IF payment_id IS NULL THEN
        outcome := coalesce(outcome, 'hold_expired');
        points := NULL;
        RETURN NEXT;
        RETURN;
    END IF;
    IF v_key_is_new THEN
        PERFORM remember_key(p_user_id, p_key, p_fingerprint, 'payment', payment_id);
    END IF;
    RETURN QUERY
    SELECT pay.outcome, l.payment_id, l.concert_id, l.total_amount, l.points_after, l.created_at, l.reservation_id,
           l.show_id, l.seat_id, l.seat_number, l.price, l.ticket_id
    FROM payment_lines l WHERE l.payment_id = pay.payment_id
    ORDER BY l.show_id, l.seat_id;
END
$$;

GRANT EXECUTE ON FUNCTION usher.pay(uuid, uuid, uuid[], uuid[], int[], timestamptz[], boolean, text, bytea)
    TO usher_worker;
