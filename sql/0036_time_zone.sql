-- 0036_time_zone.sql -- the time zone that a concert's hours are told in.
--
-- NULL, in concerts of before, stands for the zone of the house, which the workers know (USHER_TIME_ZONE).
ALTER TABLE usher.concerts
    ADD COLUMN time_zone text,
    ADD CONSTRAINT concerts_time_zone_length CHECK (char_length(time_zone) BETWEEN 1 AND 64);
