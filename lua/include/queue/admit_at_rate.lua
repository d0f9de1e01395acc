-- The token bucket: it fills with admit_per_second and holds one second's worth, in millionths.
--
--- @include common/integer
--- @include common/memory
--- @include queue/admit_in_order
local TOKEN = 1000000
local RATE_SECONDS = 30 -- the moving average of real admissions looks back about this long
local RATE_WEIGHT_MIN = 0.09 -- about three seconds of it

local function refill(concert, state, now_us)
  local rate, ticked_at, tokens =
    unpack(redis.call('HMGET', concert, 'admit_per_second', 'ticked_at_us', 'tokens'))
  local elapsed = math.max(now_us - tonumber(ticked_at or now_us), 0)
  local earned = state == 'OPEN' and tonumber(rate) * elapsed or 0
  return math.min(tonumber(tokens or 0) + earned, tonumber(rate) * TOKEN), elapsed
end

-- People admitted per second, as it really was while there was somebody to admit: a moving average, and
-- no figure before it has seen enough. Dividing by the weight keeps its first seconds from jumping.
local function measure_rate(concert, admitted, elapsed)
  if elapsed == 0 then return end
  local sum, weight = unpack(redis.call('HMGET', concert, 'rate_sum', 'rate_weight'))
  local share = 1 - math.exp(-elapsed / (RATE_SECONDS * 1000000))
  sum = tonumber(sum or 0) * (1 - share) + admitted * 1000000 / elapsed * share
  weight = tonumber(weight or 0) * (1 - share) + share
  redis.call('HSET', concert, 'rate_sum', string.format('%.9f', sum), 'rate_weight', string.format('%.9f', weight),
    'rate', weight >= RATE_WEIGHT_MIN and string.format('%.6f', sum / weight) or '0')
end

-- Admits `batch` people at most, and nobody while Redis is full: they could hold no seat. Returns how
-- many it were, and whether the next script may go on at once.
local function admit_at_rate(keys, on_sale, state, now_us, batch)
  local tokens, elapsed = refill(keys.concert, state, now_us)
  local queued, admitted, is_cut = redis.call('ZCARD', keys.waiting), 0, false
  if state == 'OPEN' and queued > 0 then
    local places = tonumber(redis.call('HGET', keys.concert, 'max_active')) - redis.call('ZCARD', keys.active)
    local count = math.min(math.floor(tokens / TOKEN), places, queued, batch)
    if count > 0 and not is_full() then
      admitted, is_cut = admit_in_order(keys, on_sale, count, math.floor(now_us / 1000))
    end
    measure_rate(keys.concert, admitted, elapsed)
  end
  redis.call('HSET', keys.concert, 'tokens', integer(tokens - admitted * TOKEN), 'ticked_at_us', integer(now_us))
  return admitted, is_cut
end
