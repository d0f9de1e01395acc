-- is_checked_in.sql -- whether a ticket was used at the door.
--
-- Called by a refund while it holds the ticket's row. Volatile, so that it sees what was committed before the lock was
-- got, whatever statement it is called from.
CREATE OR REPLACE FUNCTION usher.is_checked_in(p_ticket_id uuid) RETURNS boolean
LANGUAGE sql VOLATILE AS $$
    SELECT EXISTS (SELECT FROM usher.valid_checkins c WHERE c.ticket_id = p_ticket_id)
$$;
