-- move_show.sql -- another hour for a show.
--
-- outcome is moved, unchanged (it is that hour already), called_off, or unknown. Until p_refund_until (NULL: at any time)
-- those who bought before may give their seats back. An operator calls it by SQL, until there is a call for it.
CREATE OR REPLACE FUNCTION usher.move_show(p_show_id uuid, p_starts_at timestamptz, p_refund_until timestamptz)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
DECLARE
    v_show shows;
BEGIN
    SELECT s.* INTO v_show FROM shows s WHERE s.show_id = p_show_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN 'unknown';
    ELSIF v_show.called_off_at IS NOT NULL THEN
        RETURN 'called_off';
    ELSIF v_show.starts_at = p_starts_at THEN
        RETURN 'unchanged';
    END IF;
    INSERT INTO show_changes (show_id, kind, starts_at, moved_to, refund_until)
    VALUES (p_show_id, 'moved', v_show.starts_at, p_starts_at, p_refund_until);
    UPDATE shows s SET starts_at = p_starts_at WHERE s.show_id = p_show_id;
    UPDATE concerts c SET version = c.version + 1 WHERE c.concert_id = v_show.concert_id;
    RETURN 'moved';
END
$$;

GRANT EXECUTE ON FUNCTION usher.move_show(uuid, timestamptz, timestamptz) TO usher_worker;
