-- check_in_for_show.sql -- the door of one show: a ticket of it lets in once, from its hour on.
--
-- One row: the outcome, and what the door needs to know of the ticket.
--   checked_in, already_checked_in (with the time and the gate of the first), void: its sale was refunded,
--   wrong_show: it is another show's, too_early: check-in opens at opens_at, not_found
-- Without a show (a client that names none) neither the show nor the hour is looked at.
--
-- A refund, a scan and an undo all lock the ticket's row before they look at what the others have done: one of them
-- wins. By its id a scan knows its own repetition.
CREATE OR REPLACE FUNCTION usher.check_in_for_show(
    p_ticket_id uuid, p_staff_id uuid, p_scan_id uuid, p_show_id uuid, p_gate text)
RETURNS TABLE (outcome text, ticket_id uuid, show_id uuid, starts_at timestamptz, concert_name text, seat_number text,
               section text, checked_in_at timestamptz, gate text, opens_at timestamptz, time_zone text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    v_reservation_id uuid := (SELECT t.reservation_id FROM tickets t WHERE t.ticket_id = p_ticket_id FOR UPDATE);
BEGIN
    SELECT 'checked_in', p_ticket_id, s.show_id, h.starts_at, o.name, seat.number, e.name,
           h.starts_at - make_interval(secs => o.checkin_opens_seconds), o.time_zone
    INTO outcome, check_in_for_show.ticket_id, check_in_for_show.show_id, check_in_for_show.starts_at, concert_name,
         seat_number, check_in_for_show.section, opens_at, check_in_for_show.time_zone
    FROM sales s
    JOIN shows h ON h.show_id = s.show_id
    JOIN concerts o ON o.concert_id = h.concert_id
    JOIN seats seat ON seat.show_id = s.show_id AND seat.seat_id = s.seat_id
    JOIN sections e ON e.show_id = s.show_id AND e.section_no = seat.section_no
    WHERE s.reservation_id = v_reservation_id;
    SELECT c.created_at, c.gate INTO checked_in_at, check_in_for_show.gate
    FROM valid_checkins c WHERE c.ticket_id = p_ticket_id;

    IF v_reservation_id IS NULL THEN
        outcome := 'not_found';
    ELSIF EXISTS (SELECT FROM refunded_sales r WHERE r.reservation_id = v_reservation_id) THEN
        outcome := 'void';
    ELSIF p_show_id <> check_in_for_show.show_id THEN
        outcome := 'wrong_show';
    ELSIF checked_in_at IS NOT NULL THEN
        IF NOT EXISTS (SELECT FROM checkins c WHERE c.ticket_id = p_ticket_id AND c.scan_id = p_scan_id) THEN
            outcome := 'already_checked_in';
        END IF;
    ELSIF p_show_id IS NOT NULL AND clock_timestamp() < opens_at THEN
        outcome := 'too_early';
    ELSE
        INSERT INTO checkins (ticket_id, staff_id, scan_id, gate, attempt)
        SELECT p_ticket_id, p_staff_id, p_scan_id, p_gate, count(*) FROM checkins c WHERE c.ticket_id = p_ticket_id
        RETURNING created_at, gate INTO checked_in_at, check_in_for_show.gate;
    END IF;
    RETURN NEXT;
END
$$;

GRANT EXECUTE ON FUNCTION usher.check_in_for_show(uuid, uuid, uuid, uuid, text) TO usher_worker;
