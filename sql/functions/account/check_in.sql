-- check_in.sql -- as programs of 0.2.0 call it: see check_in_for_show, here for no show in particular; goes with 0.4.0.
--
-- One row: the outcome (checked_in, already_checked_in, void, not_found), and what the door needs to know of the
-- ticket.
CREATE OR REPLACE FUNCTION usher.check_in(p_ticket_id uuid, p_staff_id uuid, p_scan_id uuid)
RETURNS TABLE (outcome text, ticket_id uuid, show_id uuid, starts_at timestamptz, concert_name text, seat_number text,
               section text, checked_in_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY
    SELECT c.outcome, c.ticket_id, c.show_id, c.starts_at, c.concert_name, c.seat_number, c.section, c.checked_in_at
    FROM check_in_for_show(p_ticket_id, p_staff_id, p_scan_id, NULL, NULL) AS c;
END
$$;

GRANT EXECUTE ON FUNCTION usher.check_in(uuid, uuid, uuid) TO usher_worker;
