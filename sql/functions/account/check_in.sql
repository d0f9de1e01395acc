-- check_in.sql -- the door: a ticket lets in once, and never one whose sale was refunded.
--
-- One row: the outcome (checked_in, already_checked_in, void, not_found), and what the door needs to know of the
-- ticket. A refund and a scan both lock the ticket's row before they look at what the other has done: one of them
-- wins.
CREATE OR REPLACE FUNCTION usher.check_in(p_ticket_id uuid, p_staff_id uuid, p_scan_id uuid)
RETURNS TABLE (outcome text, ticket_id uuid, show_id uuid, starts_at timestamptz, concert_name text, seat_number text,
               section text, checked_in_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    v_reservation_id uuid := (SELECT t.reservation_id FROM tickets t WHERE t.ticket_id = p_ticket_id FOR UPDATE);
BEGIN
    IF v_reservation_id IS NULL THEN
        outcome := 'not_found';
        RETURN NEXT;
        RETURN;
    END IF;
    IF EXISTS (SELECT FROM refunded_sales r WHERE r.reservation_id = v_reservation_id) THEN
        outcome := 'void';
    ELSE
        INSERT INTO checkins (ticket_id, staff_id, scan_id) VALUES (p_ticket_id, p_staff_id, p_scan_id)
        ON CONFLICT ON CONSTRAINT checkins_ticket_once DO NOTHING;
        SELECT CASE WHEN c.scan_id = p_scan_id THEN 'checked_in' ELSE 'already_checked_in' END INTO outcome
        FROM checkins c WHERE c.ticket_id = p_ticket_id;
    END IF;
    RETURN QUERY
    SELECT check_in.outcome, p_ticket_id, s.show_id, h.starts_at, o.name, seat.number, e.name, c.created_at
    FROM sales s
    JOIN shows h ON h.show_id = s.show_id
    JOIN concerts o ON o.concert_id = h.concert_id
    JOIN seats seat ON seat.show_id = s.show_id AND seat.seat_id = s.seat_id
    JOIN sections e ON e.show_id = s.show_id AND e.section_no = seat.section_no
    LEFT JOIN checkins c ON c.ticket_id = p_ticket_id
    WHERE s.reservation_id = v_reservation_id;
END
$$;

GRANT EXECUTE ON FUNCTION usher.check_in(uuid, uuid, uuid) TO usher_worker;
