-- The token bucket: it fills with admit_per_second and holds one second's worth, in millionths.
--
--- @include common/integer
--- @include common/memory
--- @include queue/admission_rate
--- @include queue/admit_in_order
local TOKEN = 1000000

local function refill(fields, state, now_us)
  local rate = tonumber(fields.admit_per_second)
  local elapsed = math.max(now_us - tonumber(fields.ticked_at_us or now_us), 0)
  local earned = state == 'OPEN' and rate * elapsed or 0
  return math.min(tonumber(fields.tokens or 0) + earned, rate * TOKEN), elapsed
end

-- Admits `batch` people at most, and nobody while Redis is full: they could hold no seat. fields: what is known of the
-- concert. Returns how many it were, and whether the next script may go on at once.
local function admit_at_rate(keys, fields, on_sale, state, now_us, batch)
  local tokens, elapsed = refill(fields, state, now_us)
  local queued, admitted, is_cut = redis.call('ZCARD', keys.waiting), 0, false
  if state == 'OPEN' and queued > 0 then
    local places = tonumber(fields.max_active) - redis.call('ZCARD', keys.active)
    local count = math.min(math.floor(tokens / TOKEN), places, queued, batch)
    if count > 0 and not is_full() then
      admitted, is_cut = admit_in_order(keys, on_sale, count, math.floor(now_us / 1000))
    end
    measure_rate(keys.concert, admitted, redis.call('ZCARD', keys.active), elapsed, now_us)
  end
  redis.call('HSET', keys.concert, 'tokens', integer(tokens - admitted * TOKEN), 'ticked_at_us', integer(now_us))
  return admitted, is_cut
end
