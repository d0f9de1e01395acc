-- 0021_refund.sql -- the refund: seats lose their owner if and only if the points go back, in one transaction.
--
-- Locks are taken in one order: the idempotency key (never waited for), the owner's wallet, the tickets in the order of
-- their ids. So a ticket is either refunded or used at the door, whoever is first.

-- Was the ticket used at the door? No: there is no door yet. Migration 0024 replaces this when tickets can be scanned.
CREATE FUNCTION usher.is_checked_in(p_ticket_id uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$ SELECT false $$;

-- What became of these sales of the payment before: NULL (nothing), replayed (one refund of exactly these), not_found (not
-- this user's, not this payment's), or already_refunded (some of them, or in another combination). None at all means that
-- nothing is left of the payment: its last refund is replayed.
CREATE FUNCTION usher.earlier_refund(
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
        refund_id := (SELECT max(i::text) FROM unnest(v_refunds) AS i)::uuid;
    ELSIF v_refunded = v_wanted AND cardinality(v_refunds) = 1
          AND v_refunded = (SELECT count(*) FROM usher.refunded_sales r WHERE r.refund_id = v_refunds[1]) THEN
        outcome := 'replayed';
        refund_id := v_refunds[1];
    ELSIF v_refunded > 0 THEN
        outcome := 'already_refunded';
    END IF;
END
$$;

-- What speaks against refunding these sales: NULL (nothing), checked_in or too_late. From here on nobody uses their
-- tickets: a second statement looks, because only its snapshot is younger than the locks.
CREATE FUNCTION usher.refund_refusal(p_reservation_ids uuid[]) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM usher.tickets t WHERE t.reservation_id = ANY (p_reservation_ids) ORDER BY t.ticket_id FOR UPDATE;
    RETURN (
        SELECT CASE WHEN bool_or(usher.is_checked_in(t.ticket_id)) THEN 'checked_in'
                    WHEN bool_or(now() >= h.starts_at - make_interval(secs => c.refund_cutoff_seconds)) THEN 'too_late'
               END
        FROM usher.sales s
        JOIN usher.tickets t USING (reservation_id)
        JOIN usher.shows h ON h.show_id = s.show_id
        JOIN usher.concerts c ON c.concert_id = h.concert_id
        WHERE s.reservation_id = ANY (p_reservation_ids));
END
$$;

-- The refund, and the points' way from the revenue of the concert back to the wallet. The wallet is locked already: so the
-- ids of its movements are in their order.
CREATE FUNCTION usher.record_refund(p_user_id uuid, p_payment_id uuid, p_reservation_ids uuid[]) RETURNS uuid
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

-- The outcome, then for refunded and replayed a row a seat. No reservations (NULL) means all that are left of the
-- payment. The refusals (not_found, too_late, already_refunded, checked_in, in_flight, key_reused) have nothing more. A
-- wallet that would pass its maximum is an error: the constraint undoes all.
CREATE FUNCTION usher.refund(
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
