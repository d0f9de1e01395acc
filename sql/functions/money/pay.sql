-- pay.sql -- the sale: points leave the wallet if and only if the seats are sold, in one transaction.
--
-- Locks are taken in one order by everybody: the idempotency key (never waited for), the payer's wallet, the seats in
-- the order of their ids. No row is common to two payers of different seats.
--
-- The answer is the outcome, then for paid and replayed a row a ticket. insufficient_points has the balance and what
-- is needed; the other refusals (hold_expired, not_yours, in_flight, key_reused) have nothing more. A seat that
-- somebody else owns is an error: the unique constraint undoes all.
--
-- Without a list of reservations (NULL) it goes the way of a payment with nothing to write, and answers nothing: so a
-- worker has all of it planned before somebody waits for it.
--
-- A payment that is made is one statement behind the lock of the wallet. Why one is not made is looked for only when it
-- was not.
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
    v_payment_id uuid := uuid_v7();
BEGIN
    IF p_key IS NOT NULL THEN
        SELECT c.outcome, c.result_id, c.outcome IS NULL INTO outcome, payment_id, v_key_is_new
        FROM claim_key(p_user_id, p_key, p_fingerprint, 'payment') c;
    END IF;
    IF outcome IS NULL THEN
        -- From here on the payments of one user come one after the other, and the second sees what the first has done.
        points := coalesce((SELECT w.balance FROM wallets w WHERE w.user_id = p_user_id FOR NO KEY UPDATE), 0);
    END IF;
    IF outcome IS NULL AND p_holds_live THEN
        RETURN QUERY
        WITH seat AS MATERIALIZED (
            SELECT w.reservation_id, w.show_id, w.seat_id, w.reserved_at, s.number, c.price, uuid_v7() AS ticket_id,
                   c.price IS NOT NULL AND h.concert_id = p_concert_id AND h.called_off_at IS NULL AS is_for_sale
            FROM unnest(p_reservation_ids, p_show_ids, p_seat_ids, p_reserved_at)
                 AS w (reservation_id, show_id, seat_id, reserved_at)
            LEFT JOIN LATERAL (
                SELECT s.number, s.section_no FROM seats s
                WHERE s.show_id = w.show_id AND s.seat_id = w.seat_id OFFSET 0) s ON true
            LEFT JOIN LATERAL (
                SELECT c.price FROM sections c
                WHERE c.show_id = w.show_id AND c.section_no = s.section_no OFFSET 0) c ON true
            LEFT JOIN LATERAL (
                SELECT h.concert_id, h.called_off_at FROM shows h WHERE h.show_id = w.show_id OFFSET 0) h ON true
            ORDER BY w.show_id, w.seat_id),
        paid AS (
            UPDATE wallets w SET balance = w.balance - n.total, entries = w.entries + 1
            FROM (SELECT sum(s.price)::bigint AS total, bool_and(s.is_for_sale) AS are_for_sale FROM seat s) n
            WHERE w.user_id = p_user_id AND w.balance >= n.total AND n.are_for_sale
              AND NOT EXISTS (SELECT FROM sales s WHERE s.reservation_id = ANY (p_reservation_ids))
            RETURNING n.total, w.balance, w.entries),
        payment AS (
            INSERT INTO payments (payment_id, user_id, concert_id, total_amount, points_after)
            SELECT v_payment_id, p_user_id, p_concert_id, p.total, p.balance FROM paid p),
        movement AS (
            INSERT INTO ledger_transactions (transaction_id, kind, payment_id)
            SELECT v_payment_id, 'payment', v_payment_id FROM paid),
        entry AS (
            INSERT INTO ledger_entries (transaction_id, account_kind, account_id, amount, balance_after, entry_no)
            SELECT v_payment_id, 'wallet', p_user_id, -p.total, p.balance, p.entries FROM paid p
            UNION ALL
            SELECT v_payment_id, 'revenue', p_concert_id, p.total, NULL, NULL FROM paid p),
        sale AS (
            INSERT INTO sales (reservation_id, payment_id, show_id, seat_id, user_id, price, resale, reserved_at)
            SELECT s.reservation_id, v_payment_id, s.show_id, s.seat_id, p_user_id, s.price,
                   (SELECT count(*) FROM sales o JOIN refunded_sales r ON r.reservation_id = o.reservation_id
                    WHERE o.show_id = s.show_id AND o.seat_id = s.seat_id),
                   s.reserved_at
            FROM paid, seat s
            RETURNING reservation_id),
        ticket AS (
            -- When all sales are there: the one that is refused names the seat or the reservation.
            INSERT INTO tickets (ticket_id, reservation_id)
            SELECT s.ticket_id, s.reservation_id FROM seat s WHERE (SELECT count(*) FROM sale) > 0),
        message AS (
            INSERT INTO outbox (concert_id, payment_id) SELECT p_concert_id, v_payment_id FROM paid)
        SELECT 'paid', v_payment_id, p_concert_id, p.total, p.balance, now(), s.reservation_id, s.show_id, s.seat_id,
               s.number, s.price, s.ticket_id
        FROM paid p, seat s;
        IF FOUND THEN
            IF v_key_is_new THEN
                PERFORM remember_key(p_user_id, p_key, p_fingerprint, 'payment', v_payment_id);
            END IF;
            RETURN;
        END IF;
        IF p_reservation_ids IS NULL THEN
            RETURN;
        END IF;
    END IF;
    IF outcome IS NULL THEN
        SELECT e.outcome, e.payment_id INTO outcome, payment_id FROM earlier_payment(p_user_id, p_reservation_ids) e;
    END IF;
    IF outcome IS NULL AND p_holds_live THEN
        total_amount := (SELECT sum(u.price)
                         FROM unnest(seat_prices(p_concert_id, p_show_ids, p_seat_ids)) AS u (price));
        IF points >= total_amount THEN
            RAISE serialization_failure USING MESSAGE = 'what spoke against the payment is gone: try again';
        END IF;
        outcome := 'insufficient_points';
        RETURN NEXT;
        RETURN;
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
