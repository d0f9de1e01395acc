-- Copies state and policy from the database, unless a newer version is here already.
local function copy_policy(concert, values)
  local version = tonumber(redis.call('HGET', concert, 'version') or 0)
  if tonumber(values[1]) < version then return end
  redis.call('HSET', concert, 'version', values[1], 'state', values[2], 'opens_at_ms', values[3],
    'admit_per_second', values[4], 'max_active', values[5], 'admission_seconds', values[6],
    'claim_seconds', values[7], 'grace_seconds', values[8], 'hold_seconds', values[9],
    'max_seats_per_user', values[10])
end
