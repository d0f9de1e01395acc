-- refuse_change.sql -- what has happened is not changed: the trigger of every table that is only added to.
--
-- The roles have no right to change these tables at all; the trigger holds for the owner too, and for a statement that
-- meets no row. It is no cost for an INSERT.
CREATE OR REPLACE FUNCTION usher.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE insufficient_privilege USING
        MESSAGE = format('%s on %s is refused: rows are only added', lower(TG_OP), TG_TABLE_NAME),
        CONSTRAINT = 'append_only', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
END
$$;
