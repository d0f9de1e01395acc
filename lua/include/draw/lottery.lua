-- A lottery. Its lobby is who joined before the hour: each of them has the time of arrival as a number, which
-- is no place; the draw gives the places. Who joins later stands behind. Below the hour (in us) a number is no place
-- until the draw has given it; the last second of it is for people whom a loss of Redis kept out of the draw: behind
-- those who were drawn, in front of all who came later.
local MISSED_BAND = 1000000

local function is_lottery(concert) return redis.call('HGET', concert, 'queueing') == 'lottery' end

local function opens_at_us(concert)
  return tonumber(redis.call('HGET', concert, 'opens_at_ms') or nil) * 1000
end

-- Nobody is admitted before everybody of the lobby has a place.
local function may_admit(concert)
  return not is_lottery(concert) or redis.call('HEXISTS', concert, 'drawn') == 1
end

local function missed_draw_number(concert)
  return opens_at_us(concert) - MISSED_BAND + redis.call('HINCRBY', concert, 'missed_draw', 1)
end

-- The numbers of those who join the queue, not the lobby, are at or above it.
local function lowest_number(concert) return is_lottery(concert) and opens_at_us(concert) or 0 end
