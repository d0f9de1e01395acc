-- Was this number given out and then lost with Redis? Each restore notes a range: from the last number that
-- Redis still knew to the moment of the restore. What Redis knew was used or given up, or is there.
local function number_was_lost(concert, number)
  number = tonumber(number)
  for from, to in string.gmatch(redis.call('HGET', concert, 'lost') or '', '(%d+)-(%d+)') do
    if number > tonumber(from) and number < tonumber(to) then return true end
  end
  return false
end
