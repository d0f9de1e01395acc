-- The time in microseconds, by Redis's own clock; a test passes another one ('0': none).
local function now_in_us(override)
  if override ~= '0' then return tonumber(override) end
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

-- Lua turns a large number into scientific notation when it becomes a string; keys and scores must not.
local function integer(number) return string.format('%.0f', number) end
