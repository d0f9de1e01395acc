-- How many seats of a show the buyer has: held and bought ones both count. Holds that time has ended are swept
-- up here.
local function seats_had(buyer, show, now_ms)
  local had = 0
  local fields = redis.call('HGETALL', buyer)
  for i = 1, #fields, 2 do
    local deadline = tonumber(string.match(fields[i + 1], ' (%d+)$') or nil)
    if deadline and deadline <= now_ms then
      redis.call('HDEL', buyer, fields[i])
    elseif string.match(fields[i], '^(%d+):') == show then
      had = had + 1
    end
  end
  return had
end
