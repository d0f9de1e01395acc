-- record_sales.sql -- writes the seats that a payment has sold, and their tickets.
--
-- The seats are inserted in the order of their ids: payers of overlapping seats wait for each other, and never in a
-- ring.
--
-- A part of the pay of 0.2.0, for calls that were begun under it: pay does this itself now. Goes with 0.4.0.
CREATE OR REPLACE FUNCTION usher.record_sales(
    p_payment_id uuid, p_user_id uuid, p_reservation_ids uuid[], p_show_ids uuid[], p_seat_ids int[],
    p_prices bigint[], p_reserved_at timestamptz[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO usher.sales (reservation_id, payment_id, show_id, seat_id, user_id, price, resale, reserved_at)
    SELECT w.reservation_id, p_payment_id, w.show_id, w.seat_id, p_user_id, w.price,
           (SELECT count(*) FROM usher.sales s JOIN usher.refunded_sales r ON r.reservation_id = s.reservation_id
            WHERE s.show_id = w.show_id AND s.seat_id = w.seat_id),
           w.reserved_at
    FROM unnest(p_reservation_ids, p_show_ids, p_seat_ids, p_prices, p_reserved_at)
         AS w (reservation_id, show_id, seat_id, price, reserved_at)
    ORDER BY w.show_id, w.seat_id;
    INSERT INTO usher.tickets (reservation_id) SELECT unnest(p_reservation_ids);
END
$$;
