-- 0010_sales.sql -- payments, the seats sold by them, and their tickets.

-- The concert is not a foreign key: every payment of a rush would lock the one row of its concert. `pay` takes it from
-- the shows of the seats, which are.
CREATE TABLE usher.payments (
    payment_id   uuid        NOT NULL,
    user_id      uuid        NOT NULL,
    concert_id   uuid        NOT NULL,
    total_amount bigint      NOT NULL,
    points_after bigint      NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payments_id_once PRIMARY KEY (payment_id),
    CONSTRAINT payments_wallet_exists FOREIGN KEY (user_id) REFERENCES usher.wallets,
    CONSTRAINT payments_total_positive CHECK (total_amount > 0),
    CONSTRAINT payments_points_not_negative CHECK (points_after >= 0)
);
CREATE INDEX payments_by_user ON usher.payments (user_id, payment_id DESC);

-- `resale` is the number of refunded sales of the seat before this one. So a seat has one owner at any time by a unique
-- constraint, and a refund sells it again without changing or deleting the old sale.
CREATE TABLE usher.sales (
    reservation_id uuid        NOT NULL,
    payment_id     uuid        NOT NULL,
    show_id        uuid        NOT NULL,
    seat_id        int         NOT NULL,
    user_id        uuid        NOT NULL,
    price          bigint      NOT NULL,
    resale         int         NOT NULL,
    reserved_at    timestamptz NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT sales_reservation_once PRIMARY KEY (reservation_id),
    CONSTRAINT sales_seat_once UNIQUE (show_id, seat_id, resale),
    CONSTRAINT sales_seat_exists FOREIGN KEY (show_id, seat_id) REFERENCES usher.seats,
    CONSTRAINT sales_payment_exists FOREIGN KEY (payment_id) REFERENCES usher.payments,
    CONSTRAINT sales_price_positive CHECK (price > 0),
    CONSTRAINT sales_resale_not_negative CHECK (resale >= 0)
);
CREATE INDEX sales_by_payment ON usher.sales (payment_id);
CREATE INDEX sales_by_user ON usher.sales (user_id, reservation_id DESC);

CREATE TABLE usher.refunded_sales (
    reservation_id uuid        NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT refunded_sales_once PRIMARY KEY (reservation_id),
    CONSTRAINT refunded_sales_sale_exists FOREIGN KEY (reservation_id) REFERENCES usher.sales
);

CREATE TABLE usher.tickets (
    ticket_id      uuid        NOT NULL DEFAULT usher.uuid_v7(),
    reservation_id uuid        NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT tickets_id_once PRIMARY KEY (ticket_id),
    CONSTRAINT tickets_reservation_once UNIQUE (reservation_id),
    CONSTRAINT tickets_sale_exists FOREIGN KEY (reservation_id) REFERENCES usher.sales
);

CREATE TRIGGER payments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usher.payments
    FOR EACH STATEMENT EXECUTE FUNCTION usher.refuse_change();
CREATE TRIGGER sales_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usher.sales
    FOR EACH STATEMENT EXECUTE FUNCTION usher.refuse_change();
CREATE TRIGGER refunded_sales_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usher.refunded_sales
    FOR EACH STATEMENT EXECUTE FUNCTION usher.refuse_change();
CREATE TRIGGER tickets_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usher.tickets
    FOR EACH STATEMENT EXECUTE FUNCTION usher.refuse_change();

-- A payment as a client sees it: a row a seat.
CREATE VIEW usher.payment_lines AS
    SELECT p.payment_id, p.user_id, p.concert_id, p.total_amount, p.points_after, p.created_at,
           s.reservation_id, s.show_id, s.seat_id, seat.number AS seat_number, s.price, s.reserved_at,
           t.ticket_id, r.created_at AS refunded_at
    FROM usher.payments p
    JOIN usher.sales s USING (payment_id)
    JOIN usher.seats seat ON seat.show_id = s.show_id AND seat.seat_id = s.seat_id
    JOIN usher.tickets t ON t.reservation_id = s.reservation_id
    LEFT JOIN usher.refunded_sales r ON r.reservation_id = s.reservation_id;

-- The seats of a show that have an owner, a page at a time: what Redis is restored from.
CREATE FUNCTION usher.sold_seats(p_show_id uuid, p_after_seat_id int, p_rows_max int)
RETURNS TABLE (seat_id int, user_id uuid, reservation_id uuid)
LANGUAGE sql STABLE AS $$
    SELECT s.seat_id, s.user_id, s.reservation_id
    FROM usher.sales s
    WHERE s.show_id = p_show_id AND s.seat_id > p_after_seat_id
      AND NOT EXISTS (SELECT FROM usher.refunded_sales r WHERE r.reservation_id = s.reservation_id)
    ORDER BY s.seat_id
    LIMIT p_rows_max
$$;

GRANT SELECT ON usher.payments, usher.tickets, usher.payment_lines TO usher_worker;
GRANT SELECT ON usher.sales, usher.refunded_sales TO usher_worker, usher_scheduler;
GRANT EXECUTE ON FUNCTION usher.sold_seats(uuid, int, int) TO usher_worker, usher_scheduler;
