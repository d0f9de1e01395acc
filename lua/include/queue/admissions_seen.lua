-- What was seen of admissions, in the concert's hash: people and the seconds in which they came, both fading, by what
-- held them up ('pace': admitPerSecond, 'room': a full room); how many of them were really seen; since when; when the
-- room was last full; and the rate that is told. And of the policy the room, and how long a visit may take.
--
--- @include common/integer
local VISIT_SHARE = 0.5 -- of admission_seconds: how long a visit lasts, before visits have shown it

local function read_seen(concert)
  local values = redis.call('HMGET', concert, 'seen_by', 'seen_people', 'seen_seconds', 'seen_count', 'seen_since_us',
                            'room_full_at_us', 'rate', 'max_active', 'admission_seconds')
  for i = 2, #values do values[i] = tonumber(values[i] or 0) end
  local by, people, seconds, count, since_us, full_at_us, told, room, admission = unpack(values)
  return {by = by or 'none', people = people, seconds = seconds, count = count, since_us = since_us,
          full_at_us = full_at_us, told = told, room = room, visit = admission * VISIT_SHARE}
end

local function write_seen(concert, seen)
  local function figure(value) return string.format('%.9f', value) end
  redis.call('HSET', concert, 'seen_by', seen.by, 'seen_people', figure(seen.people), 'seen_seconds',
    figure(seen.seconds), 'seen_count', figure(seen.count), 'seen_since_us', integer(seen.since_us),
    'room_full_at_us', integer(seen.full_at_us), 'rate', figure(seen.told))
end
