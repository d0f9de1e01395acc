-- take_delivery.sql -- the delivery that has waited longest, of these kinds: one row, or none.
--
-- Whoever takes it has it until the lease is over: a process that dies with it leaves it to the next. A try is counted
-- when it begins, so that one which ends its process is not tried for ever.
CREATE OR REPLACE FUNCTION usher.take_delivery(p_kinds text[], p_lease_seconds int)
RETURNS TABLE (delivery_id bigint, kind text, subject text, payload text, tries int, age_seconds bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
    UPDATE deliveries d
    SET tries = d.tries + 1, tried_at = now(), next_at = now() + make_interval(secs => p_lease_seconds)
    WHERE d.delivery_id = (
        SELECT w.delivery_id FROM deliveries w
        WHERE w.ended_at IS NULL AND w.next_at <= now() AND w.kind = ANY (p_kinds)
        ORDER BY w.next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING d.delivery_id, d.kind, d.subject, d.payload::text, d.tries,
              extract(epoch FROM now() - d.created_at)::bigint
$$;

GRANT EXECUTE ON FUNCTION usher.take_delivery(text[], int) TO usher_scheduler;
