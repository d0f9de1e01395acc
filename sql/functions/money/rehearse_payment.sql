-- rehearse_payment.sql -- pays for a seat of a show that is made for it, and undoes all of it: a part of pay.
--
-- A connection plans each statement when it comes to it first: those of pay, of the triggers, and one for each foreign
-- key. Behind a rehearsal nothing is left to be planned while somebody waits for a payment. It has its own buyer,
-- concert and seat, so that it waits for nobody's row and nobody for its own, however many connections rehearse at once.
-- The number of the show is none that the sequence gives out: that has no gap after it.
--
-- Returns what came of the payment: paid. Nothing of it is left.
CREATE OR REPLACE FUNCTION usher.rehearse_payment() RETURNS text
LANGUAGE plpgsql SET search_path = usher, pg_temp AS $$
DECLARE
    v_user_id uuid := uuid_v7();
    v_concert_id uuid := uuid_v7();
    v_show_id uuid := uuid_v7();
    v_outcome text;
BEGIN
    BEGIN
        INSERT INTO users (user_id, email, password_hash, role)
        VALUES (v_user_id, v_user_id || '@rehearsal.invalid', 'no password fits this', 'buyer');
        INSERT INTO wallets (user_id, balance) VALUES (v_user_id, 1);
        INSERT INTO concerts (concert_id, name, venue, state, admit_per_second, max_active, admission_seconds,
                              claim_seconds, grace_seconds, hold_seconds, max_seats_per_user, refund_cutoff_seconds,
                              queueing)
        VALUES (v_concert_id, 'Rehearsal', 'Nowhere', 'CLOSED', 1, 1, 1, 1, 0, 1, 1, 0, 'fifo');
        INSERT INTO shows (show_id, show_no, concert_id, starts_at, seats_total) OVERRIDING SYSTEM VALUE
        VALUES (v_show_id, 16777215 - floor(random() * 1000000)::int, v_concert_id, now(), 1);
        INSERT INTO sections (show_id, section_no, name, row_count, seats_per_row, seats, price, first_seat_id, first_row)
        VALUES (v_show_id, 1, 'A', 1, 1, 1, 1, 1, 1);
        INSERT INTO seats (show_id, seat_id, section_no, row_label, number) VALUES (v_show_id, 1, 1, 'A', 'A1');
        v_outcome := (SELECT p.outcome FROM pay(v_user_id, v_concert_id, ARRAY[uuid_v7()], ARRAY[v_show_id], ARRAY[1],
                                                ARRAY[now()], true, 'rehearsal', '\x00') p);
        RAISE EXCEPTION USING ERRCODE = 'UR001', MESSAGE = 'the rehearsal is over';
    EXCEPTION WHEN SQLSTATE 'UR001' THEN
        RETURN v_outcome;
    END;
END
$$;
