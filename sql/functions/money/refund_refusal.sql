-- refund_refusal.sql -- what speaks against refunding these sales: a part of refund.
--
-- NULL (nothing), checked_in or too_late, which a show that was called off never is, nor one that was moved after the
-- sale as long as the move says. From here on nobody uses their tickets: a second statement looks, because
-- only its snapshot is younger than the locks.
CREATE OR REPLACE FUNCTION usher.refund_refusal(p_reservation_ids uuid[]) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM usher.tickets t WHERE t.reservation_id = ANY (p_reservation_ids) ORDER BY t.ticket_id FOR UPDATE;
    RETURN (
        SELECT CASE WHEN bool_or(usher.is_checked_in(t.ticket_id)) THEN 'checked_in'
                    WHEN bool_or(h.called_off_at IS NULL
                                 AND now() >= h.starts_at - make_interval(secs => c.refund_cutoff_seconds)
                                 AND NOT EXISTS (SELECT FROM usher.show_changes m
                                                 WHERE m.show_id = s.show_id AND m.kind = 'moved'
                                                   AND m.created_at >= s.created_at
                                                   AND now() < coalesce(m.refund_until, 'infinity')))
                    THEN 'too_late'
               END
        FROM usher.sales s
        JOIN usher.tickets t USING (reservation_id)
        JOIN usher.shows h ON h.show_id = s.show_id
        JOIN usher.concerts c ON c.concert_id = h.concert_id
        WHERE s.reservation_id = ANY (p_reservation_ids));
END
$$;
