-- Fields of a concert's hash by their names, read in one command: each command costs a script more than a field does.
local function read_fields(concert, names)
  local fields = {}
  for i, value in ipairs(redis.call('HMGET', concert, unpack(names))) do fields[names[i]] = value or nil end
  return fields
end
