-- The token bucket: it fills with admit_per_second and holds one second's worth, in millionths.
local TOKEN = 1000000
local RATE_SECONDS = 30 -- the moving average of real admissions looks back about this long

local function refill(concert, state, now_us)
  local rate, ticked_at, tokens =
    unpack(redis.call('HMGET', concert, 'admit_per_second', 'ticked_at_us', 'tokens'))
  local elapsed = math.max(now_us - tonumber(ticked_at or now_us), 0)
  local earned = state == 'OPEN' and tonumber(rate) * elapsed or 0
  return math.min(tonumber(tokens or 0) + earned, tonumber(rate) * TOKEN), elapsed
end

-- People admitted per second, as it really was while there was somebody to admit.
local function measure_rate(concert, admitted, elapsed)
  if elapsed == 0 then return end
  local rate = tonumber(redis.call('HGET', concert, 'rate') or nil)
  local now_rate = admitted * 1000000 / elapsed
  local weight = rate and 1 - math.exp(-elapsed / (RATE_SECONDS * 1000000)) or 1
  local measured = (rate or 0) + (now_rate - (rate or 0)) * weight
  redis.call('HSET', concert, 'rate', string.format('%.6f', measured))
end

-- Calls people up in the order of their numbers. ZPOPMIN and ZADD are one step: nobody is lost between.
local function call_up(line, count, now_ms)
  local concert, waiting, active, turns = unpack(line)
  local seconds = redis.call('HMGET', concert, 'claim_seconds', 'admission_seconds')
  local deadline = now_ms + math.min(tonumber(seconds[1]), tonumber(seconds[2])) * 1000
  local called = redis.call('ZPOPMIN', waiting, count)
  for i = 1, #called, 2 do
    local user, number = called[i], tonumber(called[i + 1])
    local returned = string.match(redis.call('HGET', turns, user) or '', ' (%d)$') or '0'
    redis.call('ZADD', active, integer(deadline), user)
    redis.call('HSET', turns, user, table.concat({integer(number), integer(now_ms), '0', returned}, ' '))
    local frontier = tonumber(redis.call('HGET', concert, 'frontier') or 0)
    redis.call('HSET', concert, 'frontier', integer(math.max(frontier, number)))
  end
  return #called / 2
end

local function admit(line, state, now_us, batch)
  local concert, waiting, active = unpack(line)
  local tokens, elapsed = refill(concert, state, now_us)
  local queued, admitted = redis.call('ZCARD', waiting), 0
  if state == 'OPEN' and queued > 0 then
    local places = tonumber(redis.call('HGET', concert, 'max_active')) - redis.call('ZCARD', active)
    local count = math.min(math.floor(tokens / TOKEN), places, queued, batch)
    if count > 0 then admitted = call_up(line, count, math.floor(now_us / 1000)) end
    measure_rate(concert, admitted, elapsed)
  end
  redis.call('HSET', concert, 'tokens', integer(tokens - admitted * TOKEN), 'ticked_at_us', integer(now_us))
  return admitted
end
