-- check_time_zone.sql -- refuses what is no name of a time zone in the IANA database, as a broken constraint.
--
-- Postgres takes more for a zone than browsers do: abbreviations ("KST") and rules as POSIX writes them ("EST5EDT4",
-- "Asia/Seoul-9"). So a name has an area and a place of letters, or is one of Etc/GMT-14 … Etc/GMT+12, or UTC; whether
-- there is such a one, is known to Postgres. Its list of them (pg_timezone_names) takes too long to read.
CREATE OR REPLACE FUNCTION usher.check_time_zone(p_time_zone text) RETURNS void
LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
    IF p_time_zone !~ '^([A-Z][A-Za-z]+(/[A-Z][A-Za-z_]*(-[A-Za-z_]+)*){1,2}|Etc/GMT([+]1[0-2]|-1[0-4]|[-+][0-9])|UTC)$'
    THEN
        RAISE invalid_parameter_value;
    END IF;
    PERFORM now() AT TIME ZONE p_time_zone;
EXCEPTION WHEN invalid_parameter_value THEN
    RAISE check_violation USING CONSTRAINT = 'concerts_time_zone_known',
        MESSAGE = format('no such time zone: %s', p_time_zone);
END
$$;
