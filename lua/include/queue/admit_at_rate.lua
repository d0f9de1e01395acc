-- The token bucket: it fills with admit_per_second and holds one second's worth, in millionths.
--
--- @include common/integer
--- @include common/memory
--- @include queue/admission_rate
--- @include queue/admit_in_order
local TOKEN = 1000000

local function refill(concert, state, now_us)
  local rate, ticked_at, tokens =
    unpack(redis.call('HMGET', concert, 'admit_per_second', 'ticked_at_us', 'tokens'))
  local elapsed = math.max(now_us - tonumber(ticked_at or now_us), 0)
  local earned = state == 'OPEN' and tonumber(rate) * elapsed or 0
  return math.min(tonumber(tokens or 0) + earned, tonumber(rate) * TOKEN), elapsed
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
    measure_rate(keys.concert, admitted, redis.call('ZCARD', keys.active), elapsed, now_us)
  end
  redis.call('HSET', keys.concert, 'tokens', integer(tokens - admitted * TOKEN), 'ticked_at_us', integer(now_us))
  return admitted, is_cut
end
