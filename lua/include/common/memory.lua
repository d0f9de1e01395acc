-- A full Redis, one at its maxmemory. What finishes or frees works there all the same: its script begins with
-- "#!lua flags=allow-oom", the very first bytes. What takes in is refused.

-- Redis refuses a script at its first write, unless that one only takes away: then those that follow are let through.
-- So a script that takes in begins with a write that changes nothing where there is room. The concert must be ready.
local function refuse_when_full(concert) redis.call('HSETNX', concert, 'last_number', '0') end

-- For a script that does both.
local function is_full()
  local info = redis.call('INFO', 'memory')
  local function figure(name) return tonumber(string.match(info, '\n' .. name .. ':(%d+)') or 0) end
  local most = figure('maxmemory')
  return most > 0 and figure('used_memory') - figure('mem_not_counted_for_evict') > most
end
