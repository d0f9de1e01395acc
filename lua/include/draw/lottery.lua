-- The lobby of a lottery: who joins before the hour is drawn a place, who joins later stands behind. Below the
-- hour (in us) a number is no place until the draw has given it; the last second of it is for people whom a
-- loss of Redis kept out of the draw: behind those who were drawn, in front of all who came later.
local MISSED_BAND = 1000000

local function is_lottery(concert) return redis.call('HGET', concert, 'queueing') == 'lottery' end

local function opens_at_us(concert)
  return tonumber(redis.call('HGET', concert, 'opens_at_ms') or nil) * 1000
end

-- Nobody is called up before everybody of the lobby has a place.
local function may_call(concert)
  return not is_lottery(concert) or redis.call('HEXISTS', concert, 'drawn') == 1
end

-- Was this place lost with Redis? Those below a lottery's hour say nothing of when they were given: they are
-- lost together, when Redis comes back as it was before the draw.
local function was_lost(concert, place)
  if is_lottery(concert) and tonumber(place) < opens_at_us(concert) then
    return redis.call('HEXISTS', concert, 'draw_lost') == 1
  end
  return number_was_lost(concert, place)
end

local function missed_draw_number(concert)
  return opens_at_us(concert) - MISSED_BAND + redis.call('HINCRBY', concert, 'missed_draw', 1)
end

-- The number says when somebody came, no more. That one came back after a loss of Redis is noted: others
-- will, and the draw waits for them.
local function enter_lobby(line, user, signed, now_us)
  local concert, lobby = line[1], line[6]
  local last = redis.call('HGET', concert, 'last_number')
  local number = integer(math.max(tonumber(last or 0) + 1, now_us))
  if signed ~= '' and number_was_lost(concert, signed) then redis.call('HSET', concert, 'lobby_lost', '1') end
  redis.call('ZADD', lobby, number, user)
  redis.call('HSET', concert, 'last_number', number)
end

-- Arrivals are at or above it.
local function lowest_number(concert) return is_lottery(concert) and opens_at_us(concert) or 0 end
