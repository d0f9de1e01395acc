-- The pace at which people are admitted, as it is told: people in a million seconds, 0 when it is not known, and how
-- many admissions say so. Both are rounded, so that what is told stays the same as long as nothing has come of it.
local function rate_told(concert)
  local rate, count = unpack(redis.call('HMGET', concert, 'rate', 'seen_count'))
  return math.floor(tonumber(string.format('%.3g', tonumber(rate or 0))) * 1000000 + 0.5),
         math.floor(tonumber(string.format('%.2g', tonumber(count or 0))))
end
