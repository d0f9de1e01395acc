-- undo_check_in.sql -- takes a check-in back, with the reason: the ticket is as good as before.
--
-- One row: the outcome (undone, not_checked_in, not_found), and what the door needs to know of the ticket. By its id an
-- undo knows its own repetition. It locks the ticket's row as a scan and a refund do.
CREATE OR REPLACE FUNCTION usher.undo_check_in(p_ticket_id uuid, p_staff_id uuid, p_undo_id uuid, p_reason text)
RETURNS TABLE (outcome text, ticket_id uuid, show_id uuid, seat_number text, section text, undone_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    v_reservation_id uuid := (SELECT t.reservation_id FROM tickets t WHERE t.ticket_id = p_ticket_id FOR UPDATE);
BEGIN
    SELECT p_ticket_id, s.show_id, seat.number, e.name
    INTO undo_check_in.ticket_id, undo_check_in.show_id, seat_number, undo_check_in.section
    FROM sales s
    JOIN seats seat ON seat.show_id = s.show_id AND seat.seat_id = s.seat_id
    JOIN sections e ON e.show_id = s.show_id AND e.section_no = seat.section_no
    WHERE s.reservation_id = v_reservation_id;
    SELECT u.created_at INTO undone_at FROM checkin_undos u WHERE u.ticket_id = p_ticket_id AND u.undo_id = p_undo_id;

    IF v_reservation_id IS NULL THEN
        outcome := 'not_found';
    ELSIF undone_at IS NULL THEN
        INSERT INTO checkin_undos (ticket_id, attempt, staff_id, undo_id, reason)
        SELECT c.ticket_id, c.attempt, p_staff_id, p_undo_id, p_reason
        FROM valid_checkins c WHERE c.ticket_id = p_ticket_id
        RETURNING created_at INTO undone_at;
        outcome := CASE WHEN undone_at IS NULL THEN 'not_checked_in' ELSE 'undone' END;
    ELSE
        outcome := 'undone';
    END IF;
    RETURN NEXT;
END
$$;

GRANT EXECUTE ON FUNCTION usher.undo_check_in(uuid, uuid, uuid, text) TO usher_worker;
