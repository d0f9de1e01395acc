-- hurry_charge.sql -- the owner of a charge looks at it: the provider is asked soon, not more than each ten seconds.
--
-- One that was given up is asked about once more.
CREATE OR REPLACE FUNCTION usher.hurry_charge(p_user_id uuid, p_charge_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
BEGIN
    UPDATE deliveries d SET next_at = now(), ended_at = NULL
    WHERE d.kind = 'charge' AND d.subject = p_charge_id::text
      AND (d.ended_at IS NOT NULL OR d.next_at > now() + interval '10 seconds')
      AND coalesce(d.tried_at, d.created_at) < now() - interval '10 seconds'
      AND EXISTS (SELECT FROM charges c
                  WHERE c.charge_id = p_charge_id AND c.user_id = p_user_id AND c.status <> 'COMPLETED');
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION usher.hurry_charge(uuid, uuid) TO usher_worker;
