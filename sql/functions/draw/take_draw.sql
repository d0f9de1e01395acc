-- take_draw.sql -- takes a draw for the caller's transaction.
--
-- No row: another scheduler has it, or the concert is no lottery. The caller reads the lobby meanwhile, which for a
-- million people takes longer than a transaction is left idle otherwise.
CREATE OR REPLACE FUNCTION usher.take_draw(p_concert_id uuid) RETURNS SETOF usher.draws
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
BEGIN
    PERFORM set_config('idle_in_transaction_session_timeout', '60s', true);
    RETURN QUERY SELECT * FROM draws d WHERE d.concert_id = p_concert_id FOR UPDATE SKIP LOCKED;
END
$$;

GRANT EXECUTE ON FUNCTION usher.take_draw(uuid) TO usher_scheduler;
