-- State and policy, in the order in which the tick is told them.
local POLICY_FIELDS = {'version', 'state', 'opens_at_ms', 'admit_per_second', 'max_active', 'admission_seconds',
                       'claim_seconds', 'grace_seconds', 'hold_seconds', 'max_seats_per_user'}

-- Copies what the database has, unless a newer version is here already. What is the same is not written: two schedulers
-- tell it twice a second, and each write goes to the file and to the replicas. fields: what is known of the concert,
-- which is changed likewise. Says whether there was something new.
local function copy_policy(concert, fields, values)
  if tonumber(values[1]) < tonumber(fields.version or 0) then return false end
  local news = {}
  for i, name in ipairs(POLICY_FIELDS) do
    if fields[name] ~= values[i] then
      news[#news + 1], news[#news + 2] = name, values[i]
      fields[name] = values[i]
    end
  end
  if #news > 0 then redis.call('HSET', concert, unpack(news)) end
  return #news > 0
end
