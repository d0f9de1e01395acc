-- What a buyer has, a hash: 'show:seat' → 'reservation time' of a hold that ends then, in ms, or 'sold reservation'.
-- Every call of theirs reads all of it, so nothing stays in it that could grow.
--
--- @include common/integer
-- ends: when, in ms, as text.
local function held_text(reservation, ends) return reservation .. ' ' .. ends end

local function note_sold(buyer, ref, reservation) redis.call('HSET', buyer, ref, 'sold ' .. reservation) end

-- Releases before 0.3.0 noted refunds here, for good: of a buyer with many, whose hash is slow to read, they are
-- forgotten.
local OLD_MARKS_MAX = 500

-- The seats held and sold, in no order: a list of {ref =, is_sold =, expires_ms =}. And the fields to be forgotten.
local function seats_of_buyer(buyer)
  local seats, old_marks, fields = {}, {}, redis.call('HGETALL', buyer)
  for i = 1, #fields, 2 do
    local ref, value = fields[i], fields[i + 1]
    if #fields > 2 * OLD_MARKS_MAX and string.match(ref, '^refunded ') then old_marks[#old_marks + 1] = ref end
    local is_sold, expires_ms = string.match(value, '^sold ') ~= nil, string.match(value, ' (%d+)$')
    if is_sold or expires_ms then
      seats[#seats + 1] = {ref = ref, is_sold = is_sold, expires_ms = not is_sold and tonumber(expires_ms)}
    end
  end
  return seats, old_marks
end

-- A hold counts no more; a sale of the seat to the same buyer does.
local function forget_held(buyer, ref)
  if not string.match(redis.call('HGET', buyer, ref) or '', '^sold ') then redis.call('HDEL', buyer, ref) end
end

-- Says whether the sale was noted until now.
local function forget_sold(buyer, ref, reservation)
  if redis.call('HGET', buyer, ref) ~= 'sold ' .. reservation then return false end
  redis.call('HDEL', buyer, ref)
  return true
end
